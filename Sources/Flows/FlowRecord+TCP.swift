import Packets

/// The TCP connection as an observer between the endpoints sees it.
extension FlowRecord {
    /// Whether `packet` opens a new connection on the ports of one that is over (RFC 9293 §3.6.1).
    func isReopened(by packet: ObservedPacket) -> Bool {
        guard packet.key.transport == .tcp, packet.tcpFlags.intersection([.syn, .ack]) == .syn else { return false }
        return tcpState == .closed || tcpState == .reset
            || (tcpState == .closing && !(marks.contains(.initiatorNumberKnown) && packet.sequence == initiatorNext))
    }

    mutating func follow(_ packet: ObservedPacket, senderIsInitiator: Bool, now: Timestamp) {
        let flags = packet.tcpFlags
        prove(packet, senderIsInitiator: senderIsInitiator)
        if senderIsInitiator {
            if flags.intersection([.syn, .ack]) == .syn { tickSyns.addSaturating(1) }
            if packet.window == 0, !flags.contains(.rst), tcpState == .established {
                marks.zeroWindows += 1
                if marks.zeroWindows == 3 { raise(.choked) }
            }
        }
        advance(flags, senderIsInitiator: senderIsInitiator, now: now)
        number(packet, senderIsInitiator: senderIsInitiator)
    }

    /// Proof of path: an acknowledgement of exactly what the other side sent last, which a forger cannot know.
    /// A RST proves nothing: the innocent owner of a forged address sends it.
    private mutating func prove(_ packet: ObservedPacket, senderIsInitiator: Bool) {
        guard packet.tcpFlags.contains(.ack), !packet.tcpFlags.contains(.rst) else { return }
        if senderIsInitiator {
            if marks.contains(.responderNumberKnown), packet.acknowledgment == responderNext,
                !events.contains(.initiatorProven)
            {
                raise(.initiatorProven)
            }
        } else if marks.contains(.initiatorNumberKnown), packet.acknowledgment == initiatorNext,
            !events.contains(.responderProven)
        {
            raise(.responderProven)
        }
    }

    private mutating func advance(_ flags: TCPFlags, senderIsInitiator: Bool, now: Timestamp) {
        if flags.contains(.rst) {
            reset(senderIsInitiator: senderIsInitiator)
            return
        }
        switch state.tcp {
        case .synSent where !senderIsInitiator && flags.isSuperset(of: [.syn, .ack]):
            state.tcp = .synReceived
        case .synReceived where senderIsInitiator && flags.contains(.ack) && events.contains(.initiatorProven):
            establish(now: now)
        case .synSent where senderIsInitiator && flags.contains(.ack) && !flags.contains(.syn):
            // The answer was not captured, yet the initiator acknowledges it: one direction only is seen.
            state.tcp = .established
        case .midstream where flags.contains(.ack) && forward.packets > 0 && reverse.packets > 0:
            state.tcp = .established
        default: break
        }
        if flags.contains(.fin), ![.midstream, .synSent, .reset].contains(tcpState) {
            let otherFinished = (senderIsInitiator ? reverseFlags : forwardFlags).contains(.fin)
            state.tcp = otherFinished ? .closed : .closing
            if otherFinished { raise(.over) }
            if otherFinished, !events.contains(.used), isProbe { raise(.fruitless) }
        }
    }

    private mutating func establish(now: Timestamp) {
        state.tcp = .established
        raise(.established)
        let microseconds = max(0, now.nanoseconds(since: start)) / 1_000
        handshakeOrCode = UInt32(clamping: microseconds)
    }

    private mutating func reset(senderIsInitiator: Bool) {
        let wasOpen = tcpState != .closed && tcpState != .reset
        if wasOpen, !events.contains(.used), forward.packets > 0 {
            if !senderIsInitiator { raise(.refused) } else if isProbe { raise(.fruitless) }
        }
        state.tcp = .reset
        raise(.over)
    }

    /// Follows the sequence numbers and counts what was sent before.
    private mutating func number(_ packet: ObservedPacket, senderIsInitiator: Bool) {
        let flags = packet.tcpFlags
        let length = packet.payloadLength &+ (flags.contains(.syn) ? 1 : 0) &+ (flags.contains(.fin) ? 1 : 0)
        guard length > 0, !flags.contains(.rst) else { return }
        let next = packet.sequence &+ length
        let mark = senderIsInitiator ? FlowMarks.initiatorNumberKnown : .responderNumberKnown
        let isNew =
            senderIsInitiator
            ? Self.advance(&initiatorNext, isKnown: marks.contains(mark), to: next, restart: flags.contains(.syn))
            : Self.advance(&responderNext, isKnown: marks.contains(mark), to: next, restart: flags.contains(.syn))
        if isNew { marks.insert(mark) } else { retransmissions.addSaturating(1) }
    }

    /// Moves a side's number forward in serial arithmetic (RFC 1982); false where it was there already.
    private static func advance(_ current: inout UInt32, isKnown: Bool, to next: UInt32, restart: Bool) -> Bool {
        if isKnown, next == current || (!restart && Int32(bitPattern: next &- current) < 0) { return false }
        current = next
        return true
    }
}
