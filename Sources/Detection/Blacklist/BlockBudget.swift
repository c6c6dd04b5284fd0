import Packets

/// At most so many blocks in any sixty seconds of packet time.
struct BlockBudget: Sendable {
    /// Blocks in a minute at most, 0…65,536; beyond that there is no need of a budget.
    private let limit: Int
    /// When the last `limit` blocks were, as a ring.
    private var times: [Timestamp] = []
    private var oldest = 0

    init(limit: Int) { self.limit = max(0, min(limit, 65_536)) }

    /// Spends one block if the minute that ends at `time` has one left. O(1).
    mutating func spend(at time: Timestamp) -> Bool {
        if times.count < limit {
            times.append(time)
            return true
        }
        guard limit > 0, time.nanoseconds(since: times[oldest]) >= 60_000_000_000 else { return false }
        times[oldest] = time
        oldest = (oldest + 1) % limit
        return true
    }
}
