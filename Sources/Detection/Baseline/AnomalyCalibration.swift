import Features
import Models

/// How rare a window must be to be an anomaly: so rare that a sensor raises as many false alarms a day as its operator
/// wants. One threshold for each class of entities, all with an equal share of the wanted alarms.
package struct AnomalyCalibration: Sendable, Equatable {
    /// Seconds without a rare window after which an episode of an entity is over, and at most for which it lasts.
    package static let gap: Int64 = 600
    private static let longest: Int64 = 86_400
    /// Episodes that are open at most; beyond, one of those that were not rare for longest ends.
    private static let capacity = 4_096
    /// By how many bits a peak may lie beyond the threshold to be learnt as high as it is: what is far out says that the
    /// tail is not over, but must not draw it out.
    private static let reach = 2.0

    private struct Episode: Sendable, Equatable {
        var role: Int
        var key: UInt64
        var peak: Double
        var began: Int64
        var last: Int64
    }

    private(set) var thresholds: [AlarmThreshold]
    private var episodes: [UInt64: Episode] = [:]
    private var ends = ClosingTimes<UInt64>()

    /// `alarmsPerDay` false alarms are wanted of the whole sensor.
    package init(alarmsPerDay: Double) {
        let roles = EntityRole.allCases.count
        thresholds = Array(repeating: AlarmThreshold(alarmsPerDay: alarmsPerDay / Double(roles)), count: roles)
    }

    /// One as it was saved.
    init(thresholds: [AlarmThreshold]) { self.thresholds = thresholds }

    /// Bits from which a window is an anomaly; nil while too little was seen.
    func threshold(_ role: Int) -> Double? { thresholds[role].threshold }

    /// False alarms a day that windows as rare as this one would raise, as a share of those that are wanted.
    func wantedShare(_ role: Int, bits: Double) -> Double {
        let threshold = thresholds[role]
        return (threshold.alarmsPerDay(beyond: bits) ?? threshold.alarmsPerDay) / threshold.alarmsPerDay
    }

    /// A rare window of the entity with this key.
    mutating func note(_ role: Int, key: UInt64, bits: Double, second: Int64) {
        // Keys are hashes: the role makes others of them.
        let place = key &+ UInt64(role)
        guard var episode = episodes[place] else {
            if episodes.count >= Self.capacity, let (first, _) = ends.next(until: .max) { end(first, second) }
            episodes[place] = Episode(role: role, key: key, peak: bits, began: second, last: second)
            ends.add(place, at: Self.later(second, Self.gap))
            return
        }
        episode.peak = max(episode.peak, bits)
        episode.last = second
        episodes[place] = episode
    }

    /// Ends `second`.
    mutating func advance(to second: Int64) {
        for role in thresholds.indices { thresholds[role].advance(to: second) }
        while let (place, _) = ends.next(until: second) {
            guard let episode = episodes[place] else { continue }
            let end = min(Self.later(episode.last, Self.gap), Self.later(episode.began, Self.longest))
            if end > second { ends.add(place, at: end) } else { self.end(place, second) }
        }
    }

    private mutating func end(_ place: UInt64, _ second: Int64) {
        guard let episode = episodes.removeValue(forKey: place) else { return }
        let bound = thresholds[episode.role].threshold.map { $0 + Self.reach } ?? .infinity
        thresholds[episode.role].observe(peak: min(episode.peak, bound), second: second, key: episode.key)
    }

    private static func later(_ second: Int64, _ seconds: Int64) -> Int64 {
        let (sum, overflow) = second.addingReportingOverflow(seconds)
        return overflow ? .max : sum
    }
}
