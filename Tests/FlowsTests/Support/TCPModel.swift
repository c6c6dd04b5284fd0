import Packets

/// The rules for TCP once more, as plainly as they can be written: side 0 is the initiator, side 1 the responder.
struct TCPModel {
    enum State { case midstream, synSent, synReceived, established, closing, closed, reset }

    var state: State
    /// What each side would send next.
    var next: [UInt32?] = [nil, nil]
    var flags: [TCPFlags] = [[], []]
    var proven = [false, false]
    var completedHandshake = false
    var retransmissions = 0

    init(first: PacketHeader) { state = first.tcpFlags.contains(.syn) ? .synSent : .midstream }

    var isOver: Bool { state == .closed || state == .reset }

    func isReopened(by packet: PacketHeader) -> Bool {
        guard packet.tcpFlags.contains(.syn), !packet.tcpFlags.contains(.ack) else { return false }
        return isOver || (state == .closing && packet.sequence != next[0])
    }

    mutating func take(_ packet: PacketHeader, from side: Int, bothWereSeen: Bool) {
        let seen = packet.tcpFlags
        let otherFinished = flags[1 - side].contains(.fin)
        flags[side].formUnion(seen)
        if seen.contains(.rst) {
            state = .reset
            return
        }
        if seen.contains(.ack), next[1 - side] == packet.acknowledgment { proven[side] = true }
        connect(seen, side, bothWereSeen)
        if seen.contains(.fin), [.synReceived, .established, .closing, .closed].contains(state) {
            state = otherFinished ? .closed : .closing
        }
        number(packet, side)
    }

    private mutating func connect(_ seen: TCPFlags, _ side: Int, _ bothWereSeen: Bool) {
        guard seen.contains(.ack) else { return }
        let hasSyn = seen.contains(.syn)
        if state == .synSent, side == 1, hasSyn {
            state = .synReceived
        } else if state == .synSent, side == 0, !hasSyn {
            state = .established
        } else if state == .synReceived, side == 0, proven[0] {
            state = .established
            completedHandshake = true
        } else if state == .midstream, bothWereSeen {
            state = .established
        }
    }

    private mutating func number(_ packet: PacketHeader, _ side: Int) {
        let syn: UInt32 = packet.tcpFlags.contains(.syn) ? 1 : 0
        let fin: UInt32 = packet.tcpFlags.contains(.fin) ? 1 : 0
        let length = packet.payloadLength + syn + fin
        guard length > 0 else { return }
        let end = packet.sequence &+ length
        if let known = next[side] {
            let isBehind = Int32(truncatingIfNeeded: end &- known) < 0
            if end == known || (isBehind && syn == 0) {
                retransmissions += 1
                return
            }
        }
        next[side] = end
    }
}
