import Packets

/// At most so many blocks in any sixty seconds of packet time.
struct BlockBudget: Sendable {
    /// Blocks in a minute at most, 0…65,536; beyond that there is no need of a budget.
    private let limit: Int
    /// When the last `limit` blocks were, as a ring.
    private var times: [Timestamp] = []
    private var oldest = 0
    private var clock = Timestamp(nanoseconds: .min)

    init(limit: Int) { self.limit = max(0, min(limit, 65_536)) }

    /// Spends one block if the minute that ends at `time` has one left. O(1).
    mutating func spend(at time: Timestamp) -> Bool {
        clock = max(clock, time)
        if times.count < limit {
            times.append(clock)
            return true
        }
        guard limit > 0, clock.nanoseconds(since: times[oldest]) >= 60_000_000_000 else { return false }
        times[oldest] = clock
        oldest = (oldest + 1) % limit
        return true
    }
}
