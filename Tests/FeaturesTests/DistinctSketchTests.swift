import Features
import Flows
import TestSupport
import Testing

@Suite("The sketch of different values")
struct DistinctSketchTests {
    private func sketch(of values: some Sequence<UInt64>) -> DistinctSketch {
        var sketch = DistinctSketch()
        for value in values { sketch.insert(Mixing.permute(value)) }
        return sketch
    }

    /// Relative errors of many sketches of `count` values each.
    private func errors(_ count: Int) -> [Double] {
        (0..<200 as Range<UInt64>).map { seed in
            let values = (0..<UInt64(count)).lazy.map { seed << 32 | $0 }
            return sketch(of: values).estimate / Double(count) - 1
        }
    }

    @Test(
        "is as accurate as it says",
        arguments: [(1, 0.01), (5, 0.08), (15, 0.10), (20, 0.10), (100, 0.15), (1_000, 0.16), (10_000, 0.16)])
    func accuracy(count: Int, bound: Double) {
        let errors = errors(count)
        let mean = errors.reduce(0, +) / Double(errors.count)
        let deviation = (errors.reduce(0) { $0 + $1 * $1 } / Double(errors.count)).squareRoot()
        #expect(deviation < bound && abs(mean) < 0.05, "mean \(mean), standard error \(deviation)")
        #expect(errors.allSatisfy { abs($0) < 0.6 })
    }

    @Test("holds for a hundred thousand values")
    func large() {
        for seed in 1...5 as ClosedRange<UInt64> {
            let estimate = sketch(of: (0..<100_000).lazy.map { seed << 32 | $0 }).estimate
            #expect((60_000...150_000).contains(estimate))
        }
    }

    @Test("of nothing is 0, and repetition changes nothing")
    func repetition() {
        #expect(DistinctSketch().estimate == 0)
        let once = sketch(of: 0..<50)
        #expect(sketch(of: Array(0..<50) + Array(0..<50).reversed()).estimate == once.estimate)
    }

    @Test("of a union is the union of the sketches", arguments: [(10, 10), (0, 30), (200, 50), (5_000, 3_000)])
    func union(first: UInt64, second: UInt64) {
        let (left, right) = (sketch(of: 0..<first), sketch(of: first / 2..<first / 2 + second))
        let whole = sketch(of: Array(0..<first) + Array(first / 2..<first / 2 + second))
        var union = left
        union.formUnion(right)
        #expect(union.estimate == whole.estimate)
        #expect(DistinctSketch.estimate(left, right) == whole.estimate)
        #expect(DistinctSketch.estimate(right, left) == whole.estimate)
    }

    @Test("takes 64 bytes and any bits")
    func extremes() {
        #expect(MemoryLayout<DistinctSketch>.size == 64)
        var sketch = DistinctSketch()
        for bits in [0, .max, 1 << 63, 63] as [UInt64] { sketch.insert(bits) }
        #expect(sketch.estimate > 0 && sketch.estimate.isFinite)
    }
}
