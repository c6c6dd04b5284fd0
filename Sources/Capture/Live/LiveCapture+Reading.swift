public import Packets

extension LiveCapture {
    /// What waiting for packets came back with.
    @usableFromInline
    enum Fetched {
        /// `turn` has packets.
        case turn
        /// One of an interface, which is `turnOf`.
        case packet(CapturedPacket, LinkType)
        case idle, woken
    }

    /// Gives `body` the packets that are there, at most `most`, and waits for the first of them alone, at most `milliseconds`.
    /// Ends early when there is none left, or a `Waker` asked for attention.
    ///
    /// The same as so many calls of `next`; what it does for each packet is compiled into the caller.
    @inlinable
    public mutating func take(
        atMost most: Int, waitingMilliseconds milliseconds: Int, _ body: (borrowing Frame) -> Void
    ) throws(CaptureError) {
        var left = most
        while left > 0 {
            if turn.count == 0 {
                switch left == most ? try fetch(waiting: milliseconds) : try fetch() {
                case .turn: break
                case .packet(let packet, let linkType):
                    count(1, octets: packet.capturedLength)
                    body(frame(packet, linkType, turnOf))
                    left -= 1
                    continue
                case .idle, .woken: return
                }
            }
            // In a variable of its own, which the compiler keeps in registers.
            var turn = self.turn
            let share = min(left, turn.count)
            var octets = 0
            for _ in 0..<share {
                let packet = turn.take()
                octets &+= packet.capturedLength
                body(frame(packet, turnType, turnOf))
            }
            self.turn = turn
            count(share, octets: octets)
            left -= share
        }
    }
}
