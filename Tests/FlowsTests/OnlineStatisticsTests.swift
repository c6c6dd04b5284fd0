import Flows
import TestSupport
import Testing

@Suite("Online statistics")
struct OnlineStatisticsTests {
    @Test("are those of two passes over the numbers", arguments: 1...10)
    func twoPasses(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let offset = Float.random(in: -1_000...1_000, using: &random)
        let numbers = (0..<10_000).map { _ in offset + Float.random(in: -100...100, using: &random) }
        var statistics = OnlineStatistics()
        for number in numbers { statistics.add(number) }
        let mean = numbers.reduce(0.0) { $0 + Double($1) } / 10_000
        let variance = numbers.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / 10_000
        #expect(statistics.count == 10_000)
        #expect(abs(Double(statistics.mean) - mean) < 0.01)
        #expect(abs(Double(statistics.variance) - variance) < variance * 1e-3)
        #expect(statistics.minimum == numbers.min() && statistics.maximum == numbers.max())
    }

    @Test("do not lose the variance of large numbers")
    func cancellation() {
        var statistics = OnlineStatistics()
        for number in 0..<1_000 { statistics.add(1_000_000 + Float(number % 2)) }
        #expect(abs(statistics.variance - 0.25) < 0.01)
    }

    @Test("of none and of one number")
    func few() {
        var statistics = OnlineStatistics()
        #expect(statistics.count == 0 && statistics.mean == 0 && statistics.variance == 0)
        statistics.add(-3)
        #expect(
            statistics.mean == -3 && statistics.minimum == -3 && statistics.maximum == -3 && statistics.variance == 0)
    }
}
