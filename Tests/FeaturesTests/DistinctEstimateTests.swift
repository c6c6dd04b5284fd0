import Features
import Flows
import Packets
import TestSupport
import Testing

@Suite("The estimate of different values")
struct DistinctEstimateTests {
    /// Windows in which values come in the seconds given.
    private func estimate(
        _ seconds: [(second: Int64, values: [UInt64])], over span: WindowSpan = .tenSeconds
    ) throws -> Double {
        var windows = EntityWindows(playing: Entity(.source, IPAddress(v4: 1)))
        for (second, values) in seconds {
            windows.play([:], second: second)
            for value in values { windows.play("distinct_peers", value: Mixing.permute(value)) }
        }
        return windows.value(try #require(Feature(named: "distinct_peers")), over: span)
    }

    /// Relative errors of many sets of `count` values each.
    private func errors(_ count: Int) throws -> [Double] {
        try (0..<200 as Range<UInt64>).map { seed in
            try estimate([(100, (0..<UInt64(count)).map { seed << 32 | $0 })]) / Double(count) - 1
        }
    }

    @Test(
        "is as accurate as it says",
        arguments: [(1, 0.01), (5, 0.08), (15, 0.10), (20, 0.10), (100, 0.15), (1_000, 0.16), (10_000, 0.16)])
    func accuracy(count: Int, bound: Double) throws {
        let errors = try errors(count)
        let mean = errors.reduce(0, +) / Double(errors.count)
        let deviation = (errors.reduce(0) { $0 + $1 * $1 } / Double(errors.count)).squareRoot()
        #expect(deviation < bound && abs(mean) < 0.05, "mean \(mean), standard error \(deviation)")
        #expect(errors.allSatisfy { abs($0) < 0.6 })
    }

    @Test("holds for a hundred thousand values")
    func large() throws {
        for seed in 1...5 as ClosedRange<UInt64> {
            let estimate = try estimate([(100, (0..<100_000).map { seed << 32 | $0 })])
            #expect((60_000...150_000).contains(estimate))
        }
    }

    @Test("of nothing is 0, and repetition changes nothing", arguments: [1, 5, 8, 9, 50] as [UInt64])
    func repetition(count: UInt64) throws {
        #expect(try estimate([]) == 0)
        let values = Array(0..<count)
        #expect(try estimate([(100, values + values.reversed())]) == estimate([(100, values)]))
    }

    @Test(
        "of two halves is that of all their values, over every span",
        arguments: [(10, 10), (0, 30), (3, 4), (200, 50), (5_000, 3_000)])
    func union(first: UInt64, second: UInt64) throws {
        let (left, right) = (Array(0..<first), Array(first / 2..<first / 2 + second))
        let whole = try estimate([(100, left + right)])
        #expect(try estimate([(99, left), (100, right)]) == whole)
        #expect(try estimate([(99, right), (100, left)]) == whole)
        #expect(try estimate([(89, right), (90, left)], over: .minute) == whole)
        #expect(try estimate([(299, right), (300, left)], over: .tenMinutes) == whole)
        #expect(try estimate([(99, left), (100, right)], over: .second) == estimate([(100, right)]))
        #expect(try estimate([(94, left), (100, right)]) == estimate([(100, right)]))
    }

    @Test("takes any bits")
    func extremes() throws {
        let feature = try #require(Feature(named: "distinct_peers"))
        var windows = EntityWindows(playing: Entity(.source, IPAddress(v4: 1)))
        windows.play([:], second: 5)
        for bits in [0, .max, 1 << 63, 63] as [UInt64] { windows.play("distinct_peers", value: bits) }
        for span in WindowSpan.allCases {
            let value = windows.value(feature, over: span)
            #expect((1.9...2.1).contains(value), "two registers")
        }
    }
}
