import Packets

/// The last sixteen intervals between the starts of flows of a pair: what a beacon keeps regular, from seconds to hours.
struct BeatRing: BitwiseCopyable, Sendable {
    private var intervals = InlineArray<16, Float>(repeating: 0)
    private var last = Timestamp(nanoseconds: .min)
    private(set) var count: UInt32 = 0

    /// Notes a start. Starts within a second of the last one belong to it: one visit opens several flows.
    mutating func note(_ start: Timestamp) {
        guard last.nanoseconds != .min else {
            last = start
            return
        }
        let seconds = Float(start.nanoseconds(since: last)) * 1e-9
        guard seconds >= 1 else { return }
        intervals[Int(count) % 16] = seconds
        count &+= 1
        last = start
    }

    /// Median interval in seconds and the median deviation from it as a share; nil below eight intervals.
    var rhythm: (interval: Double, deviation: Double)? {
        let known = min(Int(count), 16)
        guard known >= 8 else { return nil }
        var sorted = intervals
        Self.sort(&sorted, known)
        let median = sorted[known / 2]
        var deviations = sorted
        for index in 0..<known { deviations[index] = abs(sorted[index] - median) }
        Self.sort(&deviations, known)
        return (Double(median), Double(deviations[known / 2] / median))
    }

    /// Sorts the first `count` values by insertion: they are sixteen at most.
    private static func sort(_ values: inout InlineArray<16, Float>, _ count: Int) {
        for index in 1..<count {
            let value = values[index]
            var place = index
            while place > 0, values[place - 1] > value {
                values[place] = values[place - 1]
                place -= 1
            }
            values[place] = value
        }
    }
}
