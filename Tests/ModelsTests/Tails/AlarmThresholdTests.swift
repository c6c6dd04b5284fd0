import Foundation
import Models
import Testing

/// A Poisson stream of exponential peaks with its own clock.
private struct Peaks {
    var random: SplitMix
    var clock = 0.0
    var perDay: Double
    var scale = 1.0

    init(seed: UInt64, perDay: Double) {
        random = SplitMix(seed: seed)
        self.perDay = perDay
    }

    mutating func next() -> (score: Double, second: Int64, key: UInt64) {
        clock -= log(Double.random(in: 1e-12..<1, using: &random)) * 86_400 / perDay
        let score = -scale * log(Double.random(in: 1e-12..<1, using: &random))
        return (score, Int64(clock), UInt64.random(in: 0..<100, using: &random))
    }
}

extension AlarmThreshold {
    /// Plays peaks for so many days; the number beyond the threshold of the moment.
    fileprivate mutating func play(_ peaks: inout Peaks, days: Double) -> Int {
        let end = peaks.clock + days * 86_400
        var alarms = 0
        while peaks.clock < end {
            let (score, second, key) = peaks.next()
            advance(to: second)
            if let threshold, score > threshold { alarms += 1 }
            observe(peak: score, second: second, key: key)
        }
        return alarms
    }
}

@Suite("A threshold in alarms a day")
struct AlarmThresholdTests {
    @Test("is crossed as often as wanted on time that it has not seen", arguments: [0.3, 1, 10, 100])
    func rate(wanted: Double) {
        var peaks = Peaks(seed: 3, perDay: 2_000)
        var alarm = AlarmThreshold(alarmsPerDay: wanted)
        _ = alarm.play(&peaks, days: 6)
        let days = max(10, 60 / wanted)
        let real = Double(alarm.play(&peaks, days: days)) / days
        #expect(real > wanted / 2 && real < wanted * 2, "\(real) a day")
    }

    @Test("is near the true quantile, and tells the rate beyond a score")
    func quantile() throws {
        var peaks = Peaks(seed: 4, perDay: 1_000)
        var alarm = AlarmThreshold(alarmsPerDay: 1)
        _ = alarm.play(&peaks, days: 10)
        let threshold = try #require(alarm.threshold)
        #expect(abs(threshold - log(1_000)) < 1.5)
        let rate = try #require(alarm.alarmsPerDay(beyond: threshold))
        #expect(abs(rate - 1) < 1e-9)
        let rare = try #require(alarm.alarmsPerDay(beyond: threshold + 3))
        #expect(rare < 0.3 && rare > 0)
        let least = try #require(alarm.alarmsPerDay(beyond: -1e300))
        #expect(least >= 1)
    }

    @Test("is not told before enough time and enough peaks were seen")
    func patience() {
        var fast = AlarmThreshold(alarmsPerDay: 1)
        for second in 0..<AlarmThreshold.fewestSeconds { fast.observe(peak: Double(second % 97), second: second) }
        #expect(fast.threshold == nil)
        fast.advance(to: AlarmThreshold.fewestSeconds + 60)
        #expect(fast.threshold != nil)

        var slow = AlarmThreshold(alarmsPerDay: 1)
        for place in 0..<Int64(AlarmThreshold.fewestPeaks) { slow.observe(peak: Double(place), second: place * 3_600) }
        slow.advance(to: 40 * 3_600)
        // The lowest is the level, and does not lie above it.
        #expect(slow.threshold == nil)
        slow.observe(peak: 50, second: 40 * 3_600)
        slow.advance(to: 41 * 3_600)
        #expect(slow.threshold != nil)

        var rare = AlarmThreshold(alarmsPerDay: 0.01)
        for second in 0..<Int64(86_400) where second % 60 == 0 {
            rare.observe(peak: Double(second % 97), second: second)
        }
        #expect(rare.threshold == nil)
    }

    @Test("follows scores that grow and scores that shrink", arguments: [4.0, 0.25])
    func drift(factor: Double) throws {
        var peaks = Peaks(seed: 5, perDay: 1_000)
        var alarm = AlarmThreshold(alarmsPerDay: 1)
        _ = alarm.play(&peaks, days: 12)
        let before = try #require(alarm.threshold)
        peaks.scale = factor
        _ = alarm.play(&peaks, days: 15)
        let after = try #require(alarm.threshold)
        #expect(after / before > factor / 1.6 && after / before < factor * 1.6, "\(before) became \(after)")
    }

    @Test("is not dragged by one key that grows by 2 % a minute for hours", arguments: 1...4 as ClosedRange<UInt64>)
    func poisoning(seed: UInt64) throws {
        var peaks = Peaks(seed: seed, perDay: 2_000)
        var alarm = AlarmThreshold(alarmsPerDay: 1)
        _ = alarm.play(&peaks, days: 4)
        let before = try #require(alarm.threshold)
        let start = Int64(peaks.clock)
        var attack = before / 4
        var highest = before
        var caught: Int64?
        var attacked = start
        while attacked < start + 8 * 3_600 {
            let (score, second, key) = peaks.next()
            while attacked < second {
                attacked += 60
                attack *= 1.02
                alarm.observe(peak: attack, second: attacked, key: 4_711)
                let threshold = try #require(alarm.threshold)
                highest = max(highest, threshold)
                if attack > threshold { caught = caught ?? attacked } else { #expect(caught == nil) }
            }
            alarm.observe(peak: score, second: second, key: key)
        }
        let minutes = (try #require(caught) - start) / 60
        #expect(minutes < 90)
        #expect(highest < before * 2, "\(before) was dragged to \(highest)")
    }

    @Test("is not dragged by one key that shouts while the first peaks come in")
    func poisonedStart() throws {
        func threshold(shouting: Bool) throws -> Double {
            var peaks = Peaks(seed: 6, perDay: 2_000)
            var alarm = AlarmThreshold(alarmsPerDay: 1)
            for minute in 0..<Int64(300) where shouting { alarm.observe(peak: 1e6, second: minute, key: 4_711) }
            peaks.clock = 300
            _ = alarm.play(&peaks, days: 1)
            return try #require(alarm.threshold)
        }
        let (clean, poisoned) = (try threshold(shouting: false), try threshold(shouting: true))
        #expect(poisoned < clean * 2, "\(clean) was dragged to \(poisoned)")
    }

    @Test("counts time in which nothing happens, a leap of the clock as one stretch, and no step back")
    func time() throws {
        var peaks = Peaks(seed: 7, perDay: 1_000)
        var alarm = AlarmThreshold(alarmsPerDay: 1)
        _ = alarm.play(&peaks, days: 3)
        let busy = try #require(alarm.alarmsPerDay(beyond: 5))
        var quiet = alarm
        for hour in 1...72 as ClosedRange<Int64> { quiet.advance(to: Int64(peaks.clock) + hour * 3_600) }
        let calm = try #require(quiet.alarmsPerDay(beyond: 5))
        #expect(calm < busy * 0.7)
        var leapt = alarm
        leapt.advance(to: .max)
        leapt.advance(to: .min)
        leapt.observe(peak: .infinity, second: .min)
        leapt.observe(peak: .nan, second: .max)
        #expect(leapt.threshold != nil)
    }

    @Test("is in the state as it was, and goes on alike")
    func state() throws {
        var peaks = Peaks(seed: 8, perDay: 1_000)
        var alarm = AlarmThreshold(alarmsPerDay: 1)
        #expect(AlarmThreshold(decoding: alarm.encoded) == alarm)
        _ = alarm.play(&peaks, days: 20)
        var restored = try #require(AlarmThreshold(decoding: alarm.encoded))
        #expect(restored == alarm)
        #expect(alarm.encoded.count < 10_000)
        // Without new peaks a fit is that of before with another rate: one that was restored, and fits anew, finds the same.
        var quiet = alarm
        for hour in 1...3 {
            var fresh = try #require(AlarmThreshold(decoding: quiet.encoded))
            quiet.advance(to: Int64(peaks.clock) + Int64(hour) * 3_600)
            fresh.advance(to: Int64(peaks.clock) + Int64(hour) * 3_600)
            #expect(quiet == fresh && quiet.threshold != nil && quiet.threshold != alarm.threshold)
        }
        var again = peaks
        #expect(alarm.play(&peaks, days: 5) == restored.play(&again, days: 5))
        #expect(restored == alarm)
    }

    @Test("is not read from bytes that are none, and never traps on them")
    func badState() {
        var peaks = Peaks(seed: 9, perDay: 1_000)
        var alarm = AlarmThreshold(alarmsPerDay: 1)
        _ = alarm.play(&peaks, days: 3)
        let good = alarm.encoded
        for length in 0..<good.count { #expect(AlarmThreshold(decoding: Array(good.prefix(length))) == nil) }
        #expect(AlarmThreshold(decoding: good + [0]) == nil)
        var random = SplitMix(seed: 10)
        for _ in 0..<3_000 {
            var bytes = good
            for _ in 0..<Int.random(in: 1...8, using: &random) {
                bytes[Int.random(in: 0..<min(bytes.count, 400), using: &random)] = .random(in: 0...255, using: &random)
            }
            guard var read = AlarmThreshold(decoding: bytes) else { continue }
            // What is taken in must be fit for use.
            read.observe(peak: 3, second: .random(in: .min ... .max, using: &random), key: 1)
            read.observe(peak: -1e308, second: .random(in: .min ... .max, using: &random))
            _ = read.alarmsPerDay(beyond: 7)
        }
    }
}
