import Packets

/// The TCP connection as an observer between the endpoints sees it.
extension FlowRecord {
    /// Whether `packet` opens a new connection on the ports of one that is over (RFC 9293 §3.6.1).
    func isReopened(by packet: borrowing ObservedPacket) -> Bool {
        guard packet.key.transport == .tcp, packet.tcpFlags.intersection([.syn, .ack]) == .syn else { return false }
        let sequence = packet.sequence
        let isRepeated = marks.contains(.initiatorNumberKnown) && sequence == initiatorNext
        return tcpState == .closed || tcpState == .reset || (tcpState == .closing && !isRepeated)
    }

    mutating func follow(_ packet: borrowing ObservedPacket, senderIsInitiator: Bool, now: Timestamp) {
        let flags = packet.tcpFlags
        prove(packet, senderIsInitiator: senderIsInitiator)
        if senderIsInitiator {
            if flags.intersection([.syn, .ack]) == .syn { tickSyns.addSaturating(1) }
            if packet.window == 0, !flags.contains(.rst), tcpState == .established {
                zeroWindows += 1
                if zeroWindows == 3 { raise(.choked) }
            }
        }
        advance(flags, senderIsInitiator: senderIsInitiator, now: now)
        number(packet, senderIsInitiator: senderIsInitiator)
    }

    /// Proof of path: an acknowledgement of exactly what the other side sent last, which a forger cannot know.
    /// A RST proves nothing: the innocent owner of a forged address sends it.
    private mutating func prove(_ packet: borrowing ObservedPacket, senderIsInitiator: Bool) {
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
        switch tcpState {
        case .synSent where !senderIsInitiator && flags.isSuperset(of: [.syn, .ack]):
            tcpState = .synReceived
        case .synReceived where senderIsInitiator && flags.contains(.ack) && events.contains(.initiatorProven):
            establish(now: now)
        case .synSent where senderIsInitiator && flags.contains(.ack) && !flags.contains(.syn):
            // The answer was not captured, yet the initiator acknowledges it: one direction only is seen.
            tcpState = .established
        case .midstream where flags.contains(.ack) && forward.packets > 0 && reverse.packets > 0:
            tcpState = .established
        default: break
        }
        if flags.contains(.fin), tcpState != .midstream, tcpState != .synSent, tcpState != .reset {
            let otherFinished = (senderIsInitiator ? reverseFlags : forwardFlags).contains(.fin)
            tcpState = otherFinished ? .closed : .closing
            if otherFinished { raise(.over) }
            if otherFinished, !events.contains(.used), isProbe { raise(.fruitless) }
        }
    }

    private mutating func establish(now: Timestamp) {
        tcpState = .established
        raise(.established)
        let microseconds = max(0, now.nanoseconds(since: start)) / 1_000
        handshakeMicroseconds = UInt32(clamping: microseconds)
    }

    private mutating func reset(senderIsInitiator: Bool) {
        let wasOpen = tcpState != .closed && tcpState != .reset
        if wasOpen, !events.contains(.used), forward.packets > 0 {
            if !senderIsInitiator { raise(.refused) } else if isProbe { raise(.fruitless) }
        }
        tcpState = .reset
        raise(.over)
    }

    /// Follows the sequence numbers and counts what was sent before.
    private mutating func number(_ packet: borrowing ObservedPacket, senderIsInitiator: Bool) {
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
