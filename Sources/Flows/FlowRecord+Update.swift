import Packets

/// How a packet changes the record of its flow.
extension FlowRecord {
    /// The first packet decides what kind of beginning this is; a record that continues another is none.
    mutating func begin(_ packet: PacketHeader, isAnswer: Bool, isContinuation: Bool) {
        if !isContinuation { raise(.began) }
        hopLimit = packet.hopLimit
        if packet.transport == .tcp { tcpState = packet.tcpFlags.contains(.syn) ? .synSent : .midstream }
        if packet.transport == .icmp || packet.transport == .icmpv6 {
            icmpCode = UInt8(truncatingIfNeeded: packet.destinationPort)
        }
        if isAnswer, !isContinuation { raise(.unsolicited) }
    }

    /// Counts one packet and follows the connection.
    mutating func update(_ packet: PacketHeader, senderIsInitiator: Bool, now: Timestamp) {
        let packets = forward.packets &+ reverse.packets
        if packets > 0 { interArrival.add(Float(now.nanoseconds(since: end)) * 1e-9) }
        size.add(Float(packet.networkLength))
        end = now
        if packet.fragment != .none { fragments = fragments &+ (fragments == .max ? 0 : 1) }
        if senderIsInitiator {
            forward.count(octets: packet.networkLength, payload: packet.payloadLength, flags: packet.tcpFlags)
        } else {
            reverse.count(octets: packet.networkLength, payload: packet.payloadLength, flags: packet.tcpFlags)
            if !events.contains(.answered) { raise(.answered) }
            if packet.payloadLength > 0, !events.contains(.productive) { raise(.productive) }
        }
        if packet.transport == .tcp, packet.fragment != .later {
            follow(packet, senderIsInitiator: senderIsInitiator, now: now)
        } else {
            proveExchange(senderIsInitiator: senderIsInitiator)
        }
    }

    /// UDP and ICMP have no numbers to acknowledge. That a responder answers shows that it received the question, since it
    /// knows the port or identifier that the initiator chose; of the initiator nothing is proven. Nor of anyone where an
    /// answer came first: then it was that sender who chose the ports, and it may have forged its address.
    private mutating func proveExchange(senderIsInitiator: Bool) {
        guard !senderIsInitiator, forward.packets > 0, !events.contains(.unsolicited) else { return }
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

    /// A look without a packet: half a second after the start, and at a connection ten seconds after it was established.
    mutating func examine() {
        switch tcpState {
        case .synReceived: raise(.halfOpen)
        // Without any answer the capture sees one direction only, and so cannot tell.
        case .established: if events.contains(.answered), !events.contains(.productive) { raise(.stalled) }
        default: if isOneSided, expectsAnswer { raise(.unanswered) }
        }
    }

    private var isOneSided: Bool { !events.contains(.answered) && !events.contains(.unsolicited) }

    /// Whether silence means that the responder did not answer: not of a group, not of TCP that is seen in one direction,
    /// not of ICMP that only reports.
    private var expectsAnswer: Bool {
        if responder.isMulticastOrBroadcast { return false }
        switch key.transport {
        case .tcp: return forward.payloadOctets == 0
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
        raise(.ended)
        let brought = events.contains(.productive) || forward.payloadOctets > 0
        if key.transport == .tcp, !brought, forward.packets > 0 { raise(.fruitless) }
    }

    mutating func clearTick() {
        tickEvents = []
        tickSyns = 0
        forward.clearTick()
        reverse.clearTick()
    }

    var flowClass: FlowClass {
        switch tcpState {
        case .closed, .reset: .closed
        case .synSent, .synReceived: .opening
        default: events.contains(.answered) && forward.packets > 0 ? .proven : .opening
        }
    }
}
