import Detection
import Packets

extension BlacklistEntry {
    /// Whether this entry takes the place of `current`, which is listed for the same prefix.
    ///
    /// What a person says always does, and stands until it is over: else a source that is blocked for good could
    /// shorten its block to ten minutes by attacking again. One sensor or feed corrects itself; among several the one
    /// that restricts most, then longest, stands.
    func replaces(_ current: ListedEntry, sensor: String?) -> Bool {
        let other = current.entry
        if origin == .manual { return true }
        if let end = other.expiresAt, end <= createdAt { return true }
        if other.origin == .manual { return false }
        if origin == other.origin, sensor == current.sensor { return createdAt >= other.createdAt }
        return weight >= other.weight
    }

    private var weight: (Int, Int, Int64) {
        let strength =
            switch action {
            case .monitor: 0
            case .rateLimit: 1
            case .block: 2
            }
        return (simulated ? 0 : 1, strength, expiresAt?.nanoseconds ?? .max)
    }
}
