import Packets

/// How a packet changes the record of its flow.
extension FlowRecord {
    /// The first packet decides what kind of beginning this is; a record that continues another is none.
    mutating func begin(_ packet: borrowing ObservedPacket, isAnswer: Bool, isContinuation: Bool) {
        if !isContinuation { raise(.began) }
        tunnelIdentifier = packet.tunnelIdentifier
        if packet.key.transport == .tcp { tcpState = packet.tcpFlags.contains(.syn) ? .synSent : .midstream }
        if key.isICMP { icmpCode = packet.icmpCode }
        if isAnswer, !isContinuation { raise(.unsolicited) }
    }

    /// Counts one packet and follows the connection.
    @inline(__always)
    mutating func update(_ packet: borrowing ObservedPacket) {
        let side = Side.sender(of: packet, self)
        end = packet.time
        sent[side].count(octets: packet.networkLength, payload: packet.payloadLength)
        // Most packets are those of flows of which all this is known, so that nothing of it is asked again.
        if !events.isSuperset(of: .exchange) { noteExchange(packet, side) }
        if packet.fragment != .none { fragments.addSaturating(1) }
        if key.transport == .tcp, packet.fragment != .later {
            flags[side].formUnion(packet.tcpFlags)
            follow(packet, side)
        } else {
            proveExchange(side)
            if key.isICMP { numbers[side].addSaturating(packet.payloadLength) }
        }
    }

    /// Notes what a packet says of the exchange of a flow that was not of use to both sides so far.
    @inline(never)
    private mutating func noteExchange(_ packet: borrowing ObservedPacket, _ side: Int) {
        let payload = packet.payloadLength
        if side == Side.responder {
            raise(.answered)
            if payload > 0 { raise(.productive) }
        } else if payload > 0 {
            noteRequest(at: packet.time, isFirst: forward.payloadOctets == payload)
        }
        // What a SYN carries is of use once the other side answers (RFC 7413); floods and scans carry some to look the part.
        if payload > 0, !packet.tcpFlags.contains(.syn) { raise(.used) }
    }

    private mutating func noteRequest(at now: Timestamp, isFirst: Bool) {
        latestRequest = FlowClock.ticks(from: start, to: now)
        if isFirst { firstRequest = latestRequest }
    }

    /// UDP and ICMP have no numbers to acknowledge. That a responder answers shows that it received the question, since it
    /// knows the port or identifier that the initiator chose; of the initiator nothing is proven. Nor of anyone where an
    /// answer came first: then it was that sender who chose the ports, and it may have forged its address.
    @inline(__always)
    private mutating func proveExchange(_ side: Int) {
        if events.contains(.responderProven) { return }
        guard side == Side.responder, forward.packets > 0, !events.contains(.unsolicited) else { return }
        raise(.responderProven)
    }

    /// Marks an event, once in the flow's life.
    mutating func raise(_ event: FlowEvents) {
        guard !events.contains(event) else { return }
        events.formUnion(event)
        tickEvents.formUnion(event)
        let failures: FlowEvents = [.refused, .unanswered, .fruitless]
        if !failures.isDisjoint(with: event), !events.contains(.unsuccessful), !events.contains(.productive) {
            events.formUnion(.unsuccessful)
            tickEvents.formUnion(.unsuccessful)
        }
    }

    /// A look without a packet: half a second after the start, and at a connection ten seconds after it was established,
    /// then as often as it returns true.
    mutating func examine() -> Bool {
        switch tcpState {
        case .synReceived: raise(.halfOpen)
        case .established: return !events.contains(.productive) && examineSilence()
        default: if isOneSided, expectsAnswer { raise(.unanswered) }
        }
        return false
    }

    /// An open connection to which the responder has said nothing yet: is it waited for, or held?
    ///
    /// A client that waits has sent its request in one go, one that uploads sends much; one that holds the connection sends
    /// a little now and then.
    private mutating func examineSilence() -> Bool {
        // Without any answer the capture sees one direction only, and so cannot tell.
        guard events.contains(.answered) else { return false }
        let age = due.nanoseconds(since: start)
        let trickles =
            (1...FlowMeter.trickleOctets).contains(forward.payloadOctets)
            && FlowClock.nanoseconds(from: firstRequest, to: latestRequest) >= FlowMeter.trickleTime
        let isMute = forward.payloadOctets == 0 && age >= FlowMeter.muteTime
        if age >= FlowMeter.stallTime, trickles || isMute {
            raise(.stalled)
            return false
        }
        return age < FlowMeter.longestStall
    }

    private var isOneSided: Bool { !events.contains(.answered) && !events.contains(.unsolicited) }

    /// Whether silence means that the responder did not answer: not of a group, not of TCP that is seen in one direction,
    /// not of ICMP that only reports.
    private var expectsAnswer: Bool {
        if responder.isMulticastOrBroadcast { return false }
        switch key.transport {
        case .tcp: return forward.payloadOctets == 0 || tcpState == .synSent
        case .icmp, .icmpv6: return ICMPType.reply(to: responderPort, key.transport) != nil
        default: return true
        }
    }

    /// Whether the connection is open and has brought nothing yet.
    var mayStall: Bool { tcpState == .established && !events.contains(.productive) }

    /// Whether a later look can still find something.
    var isWorthALook: Bool { !events.contains(.answered) || tcpState == .synReceived || mayStall }

    /// What the end of a flow says about it.
    mutating func finish() {
        if key.transport == .tcp, !events.contains(.used), forward.packets > 0, isProbe { raise(.fruitless) }
    }

    /// Whether the initiator began with a SYN, or with flags that no open connection sends. A bare ACK is the middle of a
    /// connection that was open before, or was silent for longer than the idle timeout; a bare RST is how the victim of a
    /// forger meets segments that it did not ask for.
    var isProbe: Bool { forwardFlags.contains(.syn) || forwardFlags.isDisjoint(with: [.ack, .rst]) }

    mutating func clearTick() {
        tickEvents = []
        tickSyns = 0
        sent[Side.initiator].clearTick()
        sent[Side.responder].clearTick()
        if key.isICMP { numbers = InlineArray(repeating: 0) }
    }

    /// The class that the flow belongs to by what is known of it now.
    var worth: FlowClass {
        switch tcpState {
        case .closed, .reset: .closed
        case .synSent, .synReceived: .opening
        default: events.contains(.answered) && forward.packets > 0 ? .proven : .opening
        }
    }
}

/// Time within a flow in 16 bits: 256ths of a second since its start, up to 256 seconds, and there it stops.
enum FlowClock {
    static func ticks(from start: Timestamp, to now: Timestamp) -> UInt16 {
        UInt16(clamping: now.nanoseconds(since: start) / 3_906_250)
    }

    static func nanoseconds(from first: UInt16, to latest: UInt16) -> Int64 {
        (Int64(latest) - Int64(first)) * 3_906_250
    }
}
