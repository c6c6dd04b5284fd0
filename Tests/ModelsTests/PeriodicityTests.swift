import Models
import Testing

/// Made series of visits, each from a seed of its own: what keeps a period is told, and what comes at random is not.
@Suite("Periodicity")
struct PeriodicityTests {
    /// How the seconds from one visit to the next are drawn.
    struct Habit: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var period: Double
        var draw: @Sendable (inout SplitMix, Int) -> Double
    }

    private static func uniform(_ random: inout SplitMix) -> Double { Double(random.next() >> 11) * 0x1p-53 }

    /// Sum of twelve uniform numbers less six: mean 0, deviation 1, as good as normal within three.
    private static func normal(_ random: inout SplitMix) -> Double {
        (0..<12).reduce(-6) { sum, _ in sum + uniform(&random) }
    }

    /// Within a share of a period, uniformly.
    private static func about(_ period: Double, _ share: Double, _ random: inout SplitMix) -> Double {
        period * (1 + share * (2 * uniform(&random) - 1))
    }

    /// An exponential number of mean 1 by von Neumann's comparisons of uniform ones.
    private static func exponential(_ random: inout SplitMix) -> Double {
        var whole = 0.0
        while true {
            let first = uniform(&random)
            var (last, isOdd) = (first, true)
            while true {
                let next = uniform(&random)
                if next >= last { break }
                (last, isOdd) = (next, !isOdd)
            }
            if isOdd { return whole + first }
            whole += 1
        }
    }

    /// The first periodicity within so many visits of a habit that meets the bounds of the rule for beacons; nil where none does.
    private static func told(_ habit: Habit, visits: Int, seed: UInt64) -> Periodicity? {
        var random = SplitMix(seed: seed)
        var intervals = VisitIntervals()
        var (since, total) = (0.0, 0)
        for index in 0..<visits {
            since += habit.draw(&random, index)
            guard intervals.append(Float(since)) else { continue }
            (since, total) = (0, total + 1)
            let found = Periodicity(of: intervals, total: total)
            if total >= 8, found.surprise >= 4, found.deviation <= 0.25 { return found }
        }
        return nil
    }

    /// The surprise of so many intervals within a share of a minute.
    private static func surprise(_ count: Int, jitter: Double) -> Double {
        var random = SplitMix(seed: 5)
        var intervals = VisitIntervals()
        for _ in 0..<count { _ = intervals.append(Float(about(60, jitter, &random))) }
        return Periodicity(of: intervals, total: count).surprise
    }

    static let beacons = [
        Habit(testDescription: "every minute", period: 60) { _, _ in 60 },
        Habit(testDescription: "uniform jitter of 30 %", period: 60) { random, _ in about(60, 0.3, &random) },
        Habit(testDescription: "once a day with jitter", period: 86_400) { random, _ in about(86_400, 0.3, &random) },
        Habit(testDescription: "normal jitter of 30 %", period: 60) { random, _ in
            max(1, 60 * (1 + 0.3 * normal(&random)))
        },
        Habit(testDescription: "a fifth of the beats missed, with jitter of 10 %", period: 60) { random, _ in
            var seconds = about(60, 0.1, &random)
            while uniform(&random) < 0.2 { seconds += about(60, 0.1, &random) }
            return seconds
        },
        Habit(testDescription: "two intervals in turn", period: 180) { random, index in
            about(index % 2 == 0 ? 48 : 132, 0.1, &random)
        },
        Habit(testDescription: "three connections a visit", period: 600) { random, index in
            index % 3 == 0 ? about(592, 0.3, &random) : 1 + 6 * uniform(&random)
        },
    ]

    @Test("is told of beacons, with their period", arguments: beacons)
    func told(_ habit: Habit) {
        var (told, right) = (0, 0)
        for seed in 1...100 as ClosedRange<UInt64> {
            guard let found = Self.told(habit, visits: 60, seed: seed) else { continue }
            told += 1
            if abs(found.period - habit.period) < 0.2 * habit.period { right += 1 }
        }
        #expect(told >= 95 && right >= 80, "\(told) of 100, \(right) of them with their period")
    }

    static let chance = [
        Habit(testDescription: "at random", period: 0) { random, _ in 60 * exponential(&random) },
        Habit(testDescription: "at random in bursts", period: 0) { random, _ in
            exponential(&random) * (uniform(&random) < 0.2 ? 1_000 : 5) + 1
        },
        Habit(testDescription: "at random with a rate that changes", period: 0) { random, index in
            (index / 10 % 2 == 0 ? 10 : 100) * exponential(&random)
        },
    ]

    @Test("is hardly ever told of visits at random, however many come", arguments: chance)
    func silent(_ habit: Habit) {
        let early = (1...300 as ClosedRange<UInt64>).count { Self.told(habit, visits: 12, seed: $0) != nil }
        let late = (1...300 as ClosedRange<UInt64>).count { Self.told(habit, visits: 300, seed: $0) != nil }
        #expect(early <= 3 && late <= 15, "\(early) and \(late) of 300")
    }

    @Test("surprises the more the tighter it is, and the longer it lasts")
    func grows() {
        let early = Self.surprise(9, jitter: 0.3)
        #expect(Self.surprise(9, jitter: 0.05) > early + 2)
        #expect(Self.surprise(18, jitter: 0.3) > early + 2)
    }

    @Test("is less of a surprise the longer it was waited for")
    func patience() {
        var intervals = VisitIntervals()
        for index in 0..<12 { _ = intervals.append(index % 2 == 0 ? 55 : 65) }
        let early = Periodicity(of: intervals, total: 12).surprise
        let late = Periodicity(of: intervals, total: 120).surprise
        #expect(abs(early - late - 3) < 0.01)
    }

    @Test("of nothing, and of little, is not known")
    func little() {
        #expect(Periodicity(of: VisitIntervals(), total: 0) == .none)
        var intervals = VisitIntervals()
        for _ in 0..<3 { _ = intervals.append(60) }
        #expect(Periodicity(of: intervals, total: 3) == .none)
    }

    @Test("is a number, whatever the intervals are")
    func extremes() {
        var random = SplitMix(seed: 9)
        for _ in 0..<2_000 {
            var intervals = VisitIntervals()
            for _ in 0..<40 { _ = intervals.append(Float(bitPattern: UInt32(truncatingIfNeeded: random.next()))) }
            let found = Periodicity(of: intervals, total: Int(truncatingIfNeeded: random.next()))
            #expect(found.period.isFinite && found.deviation.isFinite && (0...30).contains(found.surprise))
        }
    }
}
