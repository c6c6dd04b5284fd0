/// A threshold on scores that is crossed a wanted number of times a day, by extreme value theory: SPOT and DSPOT (Siffer,
/// Fouque, Termier and Largouët, KDD 2017), but in rates per day and not in shares of observations, so that the number
/// means the same on a busy link and on an idle one.
///
/// Scores come as *peaks*: the highest score of an episode of one entity. The highest 64 of each of eight stretches of
/// observed time are held, 512 in all; above the level from which none is missing, their number per day and a generalised
/// Pareto distribution of their excesses give the rate beyond any score. Old stretches weigh less and drop out, so that
/// the threshold follows a network that changes. Constant memory; the same peaks give the same threshold.
public struct AlarmThreshold: Sendable, Equatable {
    /// What the tail looked like when it was last fitted.
    struct Fit: Sendable, Equatable {
        /// Score above which the tail is known, and peaks a day beyond it.
        var level: Double
        var rate: Double
        var tail: GeneralizedPareto
        var threshold: Double
    }

    /// Alarms wanted a day.
    public let alarmsPerDay: Double
    /// Seconds of observed time after which a peak counts half.
    public let halfLife: Int64

    /// Peaks above the level and seconds of observed time before there is a threshold. With fewer peaks the shape of the
    /// tail is a guess; with less time one busy minute would stand for a day.
    public static let fewestPeaks = 32
    public static let fewestSeconds: Int64 = 3_600
    /// The time seen must be at least this part of the time between two wanted alarms: the tail is not drawn out further.
    public static let fewestAlarms = 1.0 / 32
    /// Seconds between two fits at the least; and as the picture grows, a 1,024th of the time that it covers.
    static let refit: Int64 = 60
    static let stretches = 8
    static let day = 86_400.0
    /// Scores beyond it count as that.
    static let greatest = 1e150

    /// The latest stretch last.
    var blocks = [PeakBlock()]
    var now: Int64?
    var fittedAt: Int64?
    var fit: Fit?
    /// Whether peaks or stretches have changed since the fit: its tail is that of the same peaks otherwise.
    private(set) var hasNews = true

    /// `alarmsPerDay` is held to 0.001...100,000, `halfLife` to an hour or more.
    public init(alarmsPerDay: Double, halfLife: Int64 = 3 * 86_400) {
        // The order matters: `max` gives its first argument back where the other is not a number.
        self.alarmsPerDay = min(max(0.001, alarmsPerDay), 100_000)
        self.halfLife = min(max(halfLife, 3_600), 1 << 40)
    }

    /// Seconds of a stretch: half a half-life, and no more than 16 wanted alarms, so that the 64 highest peaks of it reach
    /// well below the threshold.
    var stretch: Int64 { min(halfLife / 2, max(Self.refit, Int64(16 * Self.day / alarmsPerDay))) }

    /// Seconds that the held stretches cover.
    var observed: Int64 { blocks.reduce(0) { $0 + $1.seconds } }

    /// The score beyond which an alarm is to be raised; nil until enough was seen.
    public var threshold: Double? { fit?.threshold }

    /// Alarms a day that a threshold at `score` would give; at and below the level of the fit, the rate at that level,
    /// which is then too low. nil until enough was seen.
    public func alarmsPerDay(beyond score: Double) -> Double? {
        fit.map { $0.rate * $0.tail.share(beyond: score - $0.level) }
    }

    /// Time went on to `second` (seconds since 1970), whether or not anything happened. A step counts as one stretch at
    /// most, so that a clock that jumps does not wipe out what was learnt; one back counts as none.
    public mutating func advance(to second: Int64) {
        guard let before = now else { return now = second }
        guard second > before else { return }
        now = second
        let (passed, overflow) = second.subtractingReportingOverflow(before)
        var left = overflow ? stretch : min(passed, stretch)
        while left > 0 {
            let step = min(left, stretch - blocks[blocks.count - 1].seconds)
            blocks[blocks.count - 1].seconds += step
            left -= step
            guard blocks[blocks.count - 1].seconds >= stretch else { continue }
            if blocks.count == Self.stretches { blocks.removeFirst() }
            blocks.append(PeakBlock())
            hasNews = true
        }
        let due = max(Self.refit, observed / 1_024)
        guard fittedAt.map({ second.subtractingReportingOverflow($0).partialValue >= due }) ?? true else { return }
        fittedAt = second
        fit = fitted()
        hasNews = false
    }

    /// Takes a peak of `score` in at `second`. One `key` (an entity, say) has a sixteenth of the places at most. What is
    /// no number is left out.
    public mutating func observe(peak score: Double, second: Int64, key: UInt64? = nil) {
        advance(to: second)
        guard !score.isNaN else { return }
        hasNews = true
        blocks[blocks.count - 1].add(PeakBlock.Peak(score: min(max(score, -Self.greatest), Self.greatest), key: key))
    }

    /// What is kept only to save work says nothing.
    public static func == (left: AlarmThreshold, right: AlarmThreshold) -> Bool {
        left.alarmsPerDay == right.alarmsPerDay && left.halfLife == right.halfLife && left.blocks == right.blocks
            && left.now == right.now && left.fittedAt == right.fittedAt && left.fit == right.fit
    }
}
