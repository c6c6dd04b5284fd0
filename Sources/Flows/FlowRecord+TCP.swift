import Packets

/// The TCP connection as an observer between the endpoints sees it.
extension FlowRecord {
    /// Whether `packet` opens a new connection on the ports of one that is over (RFC 9293 §3.6.1).
    func isReopened(by packet: borrowing ObservedPacket) -> Bool {
        guard packet.key.transport == .tcp, packet.tcpFlags.intersection([.syn, .ack]) == .syn else { return false }
        let sequence = packet.sequence
        let isRepeated = marks.contains(.numberKnown(Side.initiator)) && sequence == numbers[Side.initiator]
        return tcpState == .closed || tcpState == .reset || (tcpState == .closing && !isRepeated)
    }

    @inline(__always)
    mutating func follow(_ packet: borrowing ObservedPacket, _ side: Int) {
        let flags = packet.tcpFlags
        if !events.contains(.proven(side)) { prove(packet, side) }
        if packet.window == 0 || flags.contains(.syn) { noteRare(packet, side) }
        if tcpState != .established || !flags.isDisjoint(with: [.fin, .rst]) { advance(packet, side) }
        if !flags.contains(.rst) { number(packet, side) }
    }

    /// SYN segments, and those that close the window.
    @inline(never)
    private mutating func noteRare(_ packet: borrowing ObservedPacket, _ side: Int) {
        guard side == Side.initiator else { return }
        let flags = packet.tcpFlags
        if flags.intersection([.syn, .ack]) == .syn { tickSyns.addSaturating(1) }
        if packet.window == 0, !flags.contains(.rst), tcpState == .established {
            zeroWindows += 1
            let age = packet.time.nanoseconds(since: start)
            if zeroWindows == 3, age >= FlowMeter.chokeTime { raise(.choked) }
        }
    }

    /// Proof of path: an acknowledgement of exactly what the other side sent last, which a forger cannot know.
    /// A RST proves nothing: the innocent owner of a forged address sends it.
    private mutating func prove(_ packet: borrowing ObservedPacket, _ side: Int) {
        guard packet.tcpFlags.contains(.ack), !packet.tcpFlags.contains(.rst) else { return }
        let other = 1 - side
        if marks.contains(.numberKnown(other)), packet.acknowledgment == numbers[other] { raise(.proven(side)) }
    }

    private mutating func advance(_ packet: borrowing ObservedPacket, _ side: Int) {
        let flags = packet.tcpFlags
        if flags.contains(.rst) {
            reset(side)
            return
        }
        let isInitiator = side == Side.initiator
        switch tcpState {
        case .synSent where !isInitiator && flags.isSuperset(of: [.syn, .ack]):
            tcpState = .synReceived
        case .synReceived where isInitiator && flags.contains(.ack) && events.contains(.initiatorProven):
            establish(now: packet.time)
        case .synSent where isInitiator && flags.contains(.ack) && !flags.contains(.syn):
            // The answer was not captured, yet the initiator acknowledges it: one direction only is seen.
            tcpState = .established
        case .midstream where flags.contains(.ack) && forward.packets > 0 && reverse.packets > 0:
            tcpState = .established
        default: break
        }
        if flags.contains(.fin), tcpState != .midstream, tcpState != .synSent, tcpState != .reset {
            let otherFinished = self.flags[1 - side].contains(.fin)
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

    private mutating func reset(_ side: Int) {
        let wasOpen = tcpState != .closed && tcpState != .reset
        if wasOpen, !events.contains(.used), forward.packets > 0 {
            if side == Side.responder { raise(.refused) } else if isProbe { raise(.fruitless) }
        }
        tcpState = .reset
        raise(.over)
    }

    /// Follows the sequence numbers in serial arithmetic (RFC 1982), and counts what was sent before.
    ///
    /// Whether a segment carries something is hard to guess, too: so there is no branch here, but numbers that are 0 or 1.
    @inline(__always)
    private mutating func number(_ packet: borrowing ObservedPacket, _ side: Int) {
        let flags = UInt32(packet.tcpFlags.rawValue)
        let (isFin, isSyn) = (flags & 1, flags >> 1 & 1)
        let length = packet.payloadLength &+ isSyn &+ isFin
        let next = packet.sequence &+ length
        let step = next &- numbers[side]
        let isKnown = UInt32(marks.rawValue) >> UInt32(side + 1) & 1
        let goesOn = (1 &- isKnown) | ((0 &- step) & ~step) >> 31 | (isSyn & (step | (0 &- step)) >> 31)
        let carries = (length | (0 &- length)) >> 31
        let isNew = 0 &- (carries & goesOn)
        numbers[side] ^= (numbers[side] ^ next) & isNew
        marks.rawValue |= FlowMarks.numberKnown(side).rawValue & UInt8(truncatingIfNeeded: isNew)
        retransmissions.addSaturating(UInt16(truncatingIfNeeded: carries & ~goesOn))
    }
}
