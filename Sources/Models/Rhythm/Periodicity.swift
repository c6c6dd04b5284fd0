/// How regularly something comes back: the period that visits keep, how closely, and how unlikely that is by chance.
///
/// Beacons sleep for a time that they vary, miss a beat, or sleep for two times in turn. Each of these is a suspicion: a
/// series made of the intervals. For each, the narrowest range that holds k of its n values
/// is weighed against visits at random for every k, so that a few very regular intervals say as much as many loose ones.
/// The most surprising range of all is what is told. The approach is that of scan statistics (Naus, JASA 1965).
public struct Periodicity: Sendable, Equatable {
    /// Seconds from one visit to the next; of two intervals in turn, both together.
    public var period: Double
    /// Mean distance of the intervals that keep the period from it, as a share of it.
    public var deviation: Double
    /// Decades: −log₁₀ of the chance that visits at random keep a period as well. 0 where nothing is known, at most 30.
    public var surprise: Double

    /// Nothing known.
    public static let none = Periodicity(period: 0, deviation: 1, surprise: 0)
    /// Values of a series below which nothing is said.
    static let fewest = 4
    /// Share of the period within which intervals are taken for equal: clocks and networks are not better, and intervals are
    /// kept no better.
    static let finest = 0.02

    /// Looks, in eights, after which one more no longer counts: what was a beacon for so long has been told.
    private static let longest = 125.0

    /// Weighs the intervals, the latest of `total` that there were. Whoever looks at every visit is surprised by chance some time,
    /// so the chance of the nth look must be smaller by (n/8)³: then the sum over any number of looks stays bounded.
    public init(of intervals: VisitIntervals, total: Int) {
        var best = Suspicion()
        var plain = Series()
        for index in 0..<intervals.count { plain.append(intervals[index]) }
        let sorted = plain.sorted()
        best.weigh(sorted)
        best.weighMultiples(of: sorted)
        best.weigh(plain.summedInTurn().sorted())
        self = best.verdict(looks: min(max(1, Double(total) / 8), Self.longest))
    }

    /// One that was weighed before.
    public init(period: Double, deviation: Double, surprise: Double) {
        self.period = period
        self.deviation = deviation
        self.surprise = surprise
    }
}

/// The most surprising range so far.
struct Suspicion {
    private var chance = 1.0
    private var period = 0.0
    private var deviation = 1.0

    /// Series that are weighed, for each of which the most surprising of some ranges is chosen.
    private static let choices = 4.0

    func verdict(looks: Double) -> Periodicity {
        guard chance < 1 else { return .none }
        // Of what is beyond 30 decades nothing is lost.
        let decades = -RandomVisits.decimalLogarithm(max(chance, 1e-60) * looks * looks * looks)
        return Periodicity(period: period, deviation: deviation, surprise: min(30, max(0, decades)))
    }

    /// Ranges of a sorted series.
    mutating func weigh(_ series: Series) {
        let total = series.count
        guard total >= Periodicity.fewest else { return }
        for size in max(Periodicity.fewest, total / 2)...total {
            let first = series.narrowest(size)
            let (low, high) = (Double(series[first]), Double(series[first + size - 1]))
            let width = max(Periodicity.finest, (high - low) / (high + low))
            let one = RandomVisits.chance(within: width)
            // The first value of a range is there wherever it is; and where the range lies was chosen among so many.
            let places = Double(total - size + 1)
            let tail = RandomVisits.tail(
                size - 1, of: total - 1, chance: one, enough: self.chance / (Self.choices * places))
            let chance = Self.choices * places * tail
            guard chance < self.chance else { continue }
            self.chance = chance
            period = series.mean(from: first, size)
            deviation = series.deviation(from: first, size, period)
        }
    }

    /// The same where up to three beats are missed: distances to the nearest multiple of the period that half of the
    /// intervals keep best.
    mutating func weighMultiples(of series: Series) {
        let total = series.count
        guard total >= 2 * Periodicity.fewest else { return }
        let half = (total + 1) / 2
        let base = series.mean(from: series.narrowest(half), half)
        guard base > 0 else { return }
        var distances = Series()
        for index in 0..<total {
            let beats = Double(series[index]) / base
            distances.append(Float(abs(beats - min(4, max(1, beats.rounded())))))
        }
        let sorted = distances.sorted()
        for size in half...total {
            let width = max(Periodicity.finest, Double(sorted[size - 1]))
            // Wider ones touch one another.
            guard width <= 0.3 else { break }
            let one = RandomVisits.chance(withinMultiples: width)
            let chance = Self.choices * RandomVisits.tail(size - 1, of: total - 1, chance: one)
            guard chance < self.chance else { continue }
            self.chance = chance
            period = base
            deviation = sorted.mean(from: 0, size)
        }
    }
}
