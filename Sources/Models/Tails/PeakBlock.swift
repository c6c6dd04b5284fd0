/// The highest peaks of a stretch of time, and the level above which none is missing.
struct PeakBlock: Sendable, Equatable {
    struct Peak: Sendable, Equatable {
        var score: Double
        /// Who caused it; nil where that is not told.
        var key: UInt64?
    }

    static let capacity = 64
    /// Peaks of one key at most: 1/16.
    static let share = capacity / 16

    /// In the order of arrival, but for those that took the place of a lower one.
    var peaks: [Peak] = []
    /// Peaks up to this score were given up for higher ones.
    var level = -Double.infinity
    /// Length of the stretch so far.
    var seconds: Int64 = 0

    init() { peaks.reserveCapacity(Self.capacity) }

    /// Holds the peak if it is among the highest, of all and of its key. O(capacity).
    mutating func add(_ peak: Peak) {
        var lowest: Int?
        var lowestOfKey: Int?
        var ofKey = 0
        for index in peaks.indices {
            if lowest.map({ peaks[index].score < peaks[$0].score }) ?? true { lowest = index }
            guard peak.key != nil, peaks[index].key == peak.key else { continue }
            ofKey += 1
            if lowestOfKey.map({ peaks[index].score < peaks[$0].score }) ?? true { lowestOfKey = index }
        }
        if let lowestOfKey, ofKey >= Self.share {
            // What a key has beyond its share must not raise the level: that would be another lever.
            peaks[lowestOfKey].score = max(peaks[lowestOfKey].score, peak.score)
        } else if let lowest, peaks.count >= Self.capacity {
            level = max(level, min(peak.score, peaks[lowest].score))
            if peak.score > peaks[lowest].score { peaks[lowest] = peak }
        } else {
            peaks.append(peak)
        }
    }
}
