import Packets

/// Which second of packet time is filling.
struct SecondClock {
    /// Seconds since the epoch; nil before the first packet.
    private(set) var second: Int64?
    /// The last instant of that second.
    private var last = Timestamp(nanoseconds: .min)

    /// A flow is looked at without a packet up to seventy seconds after its start, and a second or two more to see it.
    static let secondsWithDueFlows: Int64 = 72

    /// Whether `time` lies after the second that is filling.
    @inline(__always)
    func isOver(at time: Timestamp) -> Bool { time > last }

    /// Turns to the second of `time`; the seconds that are to be closed for it.
    ///
    /// After a pause those are only the ones in which something is still due.
    mutating func advance(to time: Timestamp) -> Range<Int64> {
        let now = time.second
        guard let current = second else {
            turn(to: now)
            return now..<now
        }
        guard now > current else { return current..<current }
        turn(to: now)
        return current..<min(now, current + Self.secondsWithDueFlows)
    }

    private mutating func turn(to now: Int64) {
        second = now
        last = Timestamp(seconds: now + 1).advanced(byNanoseconds: -1)
    }
}

extension Timestamp {
    /// Whole seconds since the epoch, rounded down.
    var second: Int64 {
        let quotient = nanoseconds / 1_000_000_000
        return nanoseconds % 1_000_000_000 < 0 ? quotient - 1 : quotient
    }
}
