import Models
import Packets

/// When the visits of a pair came, and what rhythm they keep, in 96 bytes: from seconds to days, as long as the table knows
/// the pair.
struct VisitRhythm: BitwiseCopyable, Sendable {
    private var intervals = VisitIntervals()
    private var last = Timestamp(nanoseconds: .min)
    /// Intervals between visits so far.
    private(set) var count: UInt32 = 0
    // Of `Periodicity`, as of the latest visit: it is asked for more often than visits come.
    private var period: Float = 0
    private var deviation: Float = 1
    private var surprise: Float = 0

    /// Intervals below which no rhythm is looked for.
    private static let fewest = 6

    /// Notes the start of a connection, which begins a visit or belongs to the last one.
    mutating func note(_ start: Timestamp) {
        guard last.nanoseconds != .min else {
            last = start
            return
        }
        let (gap, overflow) = start.nanoseconds.subtractingReportingOverflow(last.nanoseconds)
        guard !overflow, intervals.append(Float(gap) * 1e-9) else { return }
        last = start
        if count < .max { count += 1 }
        guard intervals.count >= Self.fewest else { return }
        let periodicity = Periodicity(of: intervals, total: Int(count))
        period = Float(periodicity.period)
        deviation = Float(periodicity.deviation)
        surprise = Float(periodicity.surprise)
    }

    /// What the visits so far say; see `Periodicity`.
    var periodicity: Periodicity {
        Periodicity(period: Double(period), deviation: Double(deviation), surprise: Double(surprise))
    }
}
