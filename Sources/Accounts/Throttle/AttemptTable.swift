/// The attempts of the last minute by address, or by name.
struct AttemptTable {
    typealias Instant = ContinuousClock.Instant

    private struct Attempt {
        var time: Instant
        /// Not known yet whether it failed.
        var isPending: Bool
    }

    private var attempts: [Int: [Attempt]] = [:]
    private let limit: Int
    private let window: Duration
    private let capacity: Int

    /// - Parameters:
    ///   - limit: Attempts in a window.
    ///   - capacity: Keys at most.
    init(limit: Int, window: Duration, capacity: Int) {
        self.limit = limit
        self.window = window
        self.capacity = capacity
    }

    var count: Int { attempts.count }

    /// Seconds until there may be another attempt, 1 or more; nil where there may be one now.
    mutating func wait(_ key: Int, now: Instant) -> Int? {
        expire(key, now: now)
        guard let recent = attempts[key], recent.count >= limit else { return nil }
        // What is under way may well succeed; then its place is free at once.
        guard recent.allSatisfy({ !$0.isPending }), let oldest = recent.map(\.time).min() else { return 1 }
        let rest = window - (now - oldest)
        return max(1, Int(rest.components.seconds) + (rest.components.attoseconds > 0 ? 1 : 0))
    }

    /// Takes a place for an attempt under way. O(1), O(n) where the table is full.
    mutating func reserve(_ key: Int, now: Instant) {
        add(key, Attempt(time: now, isPending: true), now: now)
    }

    /// The attempt under way failed.
    mutating func fail(_ key: Int, now: Instant) {
        release(key)
        expire(key, now: now)
        add(key, Attempt(time: now, isPending: false), now: now)
    }

    /// Gives the place of an attempt under way back.
    mutating func release(_ key: Int) {
        guard var recent = attempts[key], let index = recent.firstIndex(where: \.isPending) else { return }
        recent.remove(at: index)
        attempts[key] = recent.isEmpty ? nil : recent
    }

    private mutating func add(_ key: Int, _ attempt: Attempt, now: Instant) {
        if attempts[key] == nil && attempts.count >= capacity { makeRoom(now: now) }
        // Never above the limit: a window has room for the attempts that were let in.
        var recent = attempts[key] ?? []
        if recent.count >= limit { recent.removeFirst() }
        attempts[key] = recent + [attempt]
    }

    /// Drops what is older than a window. An attempt whose end was never told goes with it.
    private mutating func expire(_ key: Int, now: Instant) {
        guard let recent = attempts[key] else { return }
        let rest = recent.filter { now - $0.time < window }
        attempts[key] = rest.isEmpty ? nil : rest
    }

    private mutating func makeRoom(now: Instant) {
        for key in Array(attempts.keys) { expire(key, now: now) }
        guard attempts.count >= capacity else { return }
        let oldest = attempts.min { ($0.value.last?.time ?? now) < ($1.value.last?.time ?? now) }
        if let oldest { attempts[oldest.key] = nil }
    }
}
