import Features
import Models

/// What a baseline learnt, as bytes: the sensor that starts again goes on where it was.
extension BaselineDetector {
    private static let version: UInt8 = 1

    /// Some 350 kB: counts, who showed what, and the peaks of the thresholds. Episodes that are open are left out.
    package var encoded: [UInt8] {
        var writer = StateWriter()
        writer.put(Self.version)
        for name in Self.watchedNames { writer.put(Array(name.utf8)) }
        for role in 0..<learnt.count { writer.put(UInt64(learnt[role])) }
        for histogram in histograms { histogram.put(into: &writer) }
        calibration.put(into: &writer)
        return writer.bytes
    }

    /// Takes over what `encoded` gave. False, and nothing is changed, where the bytes are anything else, or another
    /// version's, or learnt for another number of wanted alarms: then it learns anew.
    package mutating func restore(_ bytes: [UInt8]) -> Bool {
        var reader = StateReader(bytes: bytes)
        guard reader.byte() == Self.version else { return false }
        for name in Self.watchedNames where reader.bytes(atMost: 64) != Array(name.utf8) { return false }
        var learnt = self.learnt
        for role in 0..<learnt.count {
            guard let count = reader.integer(), (0...Int64(Int32.max)).contains(count) else { return false }
            learnt[role] = Int(count)
        }
        var histograms: [LogHistogram] = []
        for _ in self.histograms {
            guard let histogram = LogHistogram(&reader) else { return false }
            histograms.append(histogram)
        }
        guard let calibration = AnomalyCalibration(&reader), reader.isAtEnd,
            calibration.hasWanted(of: self.calibration)
        else { return false }
        (self.learnt, self.histograms, self.calibration) = (learnt, histograms, calibration)
        return true
    }
}

extension LogHistogram {
    fileprivate func put(into writer: inout StateWriter) {
        for index in 0..<Self.classes {
            writer.put(UInt64(count(index)))
            writer.put(shownBy[index].places)
            writer.put(shownBefore[index].places)
        }
    }

    private static let mostRestored = UInt64(8 * BaselineDetector.fadeAfter)

    fileprivate init?(_ reader: inout StateReader) {
        var counts: [UInt32] = []
        var sum: UInt64 = 0
        var sets: [(now: HostSet, before: HostSet)] = []
        for _ in 0..<Self.classes {
            guard let count = reader.word(), let now = reader.word(), let before = reader.word() else { return nil }
            // Counts are halved long before they come to as much, so that what is added to them cannot overflow.
            sum += min(count, Self.mostRestored + 1)
            guard sum <= Self.mostRestored else { return nil }
            counts.append(UInt32(count))
            sets.append((HostSet(places: now), HostSet(places: before)))
        }
        self.init(counts: counts, shownBy: sets.map(\.now), before: sets.map(\.before))
    }
}

extension AnomalyCalibration {
    fileprivate func put(into writer: inout StateWriter) {
        for threshold in thresholds { writer.put(threshold.encoded) }
    }

    fileprivate init?(_ reader: inout StateReader) {
        var thresholds: [AlarmThreshold] = []
        for _ in EntityRole.allCases {
            guard let bytes = reader.bytes(atMost: 1 << 16), let threshold = AlarmThreshold(decoding: bytes) else {
                return nil
            }
            thresholds.append(threshold)
        }
        self.init(thresholds: thresholds)
    }

    fileprivate func hasWanted(of other: AnomalyCalibration) -> Bool {
        thresholds.map(\.alarmsPerDay) == other.thresholds.map(\.alarmsPerDay)
    }
}
