/// The pairs of address and name that logged in within the last day.
struct KnownPairs {
    private var times: [Int: ContinuousClock.Instant] = [:]
    private let capacity: Int
    private static let life = Duration.seconds(86_400)

    /// - Parameter capacity: Pairs at most; then the oldest goes.
    init(capacity: Int) { self.capacity = capacity }

    /// O(1).
    func contains(_ pair: Int, now: ContinuousClock.Instant) -> Bool {
        times[pair].map { now - $0 < Self.life } ?? false
    }

    /// O(1), O(n) where it is full.
    mutating func insert(_ pair: Int, now: ContinuousClock.Instant) {
        if times[pair] == nil && times.count >= capacity, let oldest = times.min(by: { $0.value < $1.value }) {
            times[oldest.key] = nil
        }
        times[pair] = now
    }
}
