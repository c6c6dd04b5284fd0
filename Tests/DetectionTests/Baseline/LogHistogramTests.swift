import Detection
import Testing

@Suite("logarithmic histogram")
struct LogHistogramTests {
    private func histogram(_ values: [Double]) -> LogHistogram {
        var histogram = LogHistogram()
        for value in values { histogram.add(value) }
        return histogram
    }

    private func samples(_ count: Int, seed: UInt64) -> [Double] {
        var random = SeededRandom(state: seed)
        return (0..<count).map { _ in 1 / Double.random(in: 1e-6..<1, using: &random) - 1 }
    }

    @Test("the median is at most 20 % of 1 + x below the true one, and never above", arguments: UInt64(1)...20)
    func median(_ seed: UInt64) {
        let values = samples(1_001, seed: seed)
        let truth = values.sorted()[500]
        let median = histogram(values).median
        #expect(median <= truth && 1 + median >= (1 + truth) * 0.8)
    }

    @Test("small whole numbers up to 3 have classes of their own", arguments: [0.0, 1, 2, 3])
    func exact(_ value: Double) { #expect(histogram([value]).median == value) }

    @Test("shares and rarity are those of counting, whatever the numbers", arguments: UInt64(1)...10)
    func shares(_ seed: UInt64) {
        let values = samples(2_000, seed: seed)
        let sketch = histogram(values)
        // Ends of classes: there the sketch must be exact.
        for exponent in 0..<18 {
            for quarter in 0..<4 {
                let bound = Double(sign: .plus, exponent: exponent, significand: 1 + Double(quarter) / 4) - 1
                let below = values.count { $0 < bound }
                #expect(sketch.shareBelow(bound) == Double(below) / 2_001)
                let share = Double(2_001) / Double(2_001 - below)
                let bits = bound == 0 ? 0 : Double(share.exponent) + share.significand - 1
                // Beyond all of them it is rarer with every class.
                let rarity = sketch.rarity(of: bound)
                #expect(below < 2_000 ? abs(rarity - bits) < 1e-12 : rarity >= bits)
            }
        }
    }

    @Test("an empty histogram finds nothing rare but by its size")
    func empty() {
        let histogram = LogHistogram()
        #expect(histogram.median == 0 && histogram.shareBelow(5) == 0)
        #expect(histogram.rarity(of: 0) == 0 && histogram.rarity(of: 3) == 2)
    }

    @Test("beyond the greatest each doubling is a bit rarer", arguments: [(0.0, 3.0), (1, 7), (63, 255), (99, 511)])
    func beyond(_ greatest: Double, _ far: Double) {
        let histogram = histogram([0, greatest])
        let least = histogram.rarity(of: far)
        #expect(histogram.rarity(of: far * 2 + 1) == least + 1 && histogram.rarity(of: far * 8 + 7) == least + 3)
        #expect(least > histogram.rarity(of: greatest))
    }

    @Test("what one host shows a thousand times is not usual until three do")
    func hosts() {
        var histogram = LogHistogram()
        for host in 0..<10 { for _ in 0..<100 { histogram.add(1, shownBy: HostSet(places: 1 << host)) } }
        for _ in 0..<1_000 { histogram.add(1_000, shownBy: HostSet(places: 1 << 10)) }
        for _ in 0..<1_000 { histogram.add(1_000, shownBy: HostSet(places: 1 << 11)) }
        #expect(histogram.rarity(of: 1_000) > 11 + 8, "3,001 numbers, and nine doublings beyond 1")
        histogram.add(1_000, shownBy: HostSet(places: 1 << 12))
        #expect(histogram.rarity(of: 1_000) < 1)
    }

    @Test(
        "no number, negative, infinite and huge ones do not trap",
        arguments: [Double.nan, -.infinity, -1, -0.0, .leastNonzeroMagnitude])
    func low(_ value: Double) {
        var histogram = histogram([value])
        #expect(histogram.median == 0 && histogram.rarity(of: value) == 0 && histogram.shareBelow(value) == 0)
        histogram.fade()
        #expect(histogram.median == 0)
    }

    @Test("beyond 10¹⁵ all numbers are one class", arguments: [Double.infinity, .greatestFiniteMagnitude, 1e300, 1e15])
    func high(_ value: Double) {
        let histogram = histogram([value])
        #expect(histogram.median > 8e14 && histogram.median <= 1e15)
        #expect(histogram.rarity(of: .infinity) == 0 && histogram.shareBelow(.infinity) == 0)
    }

    @Test("fading keeps the shape and halves what it weighs")
    func fade() {
        var histogram = histogram((0..<1_000).map { Double($0 % 100) })
        let (median, share) = (histogram.median, histogram.shareBelow(50))
        histogram.fade()
        #expect(histogram.median == median && abs(histogram.shareBelow(50) - share) < 0.01)
        for _ in 0..<501 { histogram.add(1_000) }
        #expect(histogram.median > 800, "501 new numbers outweigh a thousand that faded")
    }

    @Test("what was seen once fades away, and with it how great it was")
    func forget() {
        var histogram = histogram([Double](repeating: 1, count: 100) + [1e9])
        let seen = histogram.rarity(of: 1e6)
        histogram.fade()
        histogram.fade()
        #expect(histogram.rarity(of: 1e6) > seen + 15, "the greatest is now 1")
        for _ in 0..<10 { histogram.fade() }
        #expect(histogram.median == 0 && histogram.shareBelow(1e9) == 0)
    }
}
