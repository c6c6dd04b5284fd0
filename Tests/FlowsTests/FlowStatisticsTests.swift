import Flows
import Packets
import TestSupport
import Testing

@Suite("Statistics of a flow's packets")
struct FlowStatisticsTests {
    private func flow(sizes: [UInt32], times: [Double]) throws -> FlowRecord {
        let meter = Metering()
        let packets = zip(sizes, times).map { size, time in
            var packet = PacketHeader.udp("10.0.0.1:5000", "10.0.0.5:6000", at: time)
            packet.networkLength = size
            return packet
        }
        meter.feed(packets)
        return try #require(meter.records().first)
    }

    @Test("are those of two passes over the numbers", arguments: 1...10)
    func twoPasses(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let sizes = (0..<2_000).map { _ in UInt32.random(in: 28...9_000, using: &random) }
        var time = 0.0
        let times = (0..<2_000).map { _ in
            time += Double(UInt32.random(in: 1...500, using: &random)) / 1_000
            return (time * 1_000).rounded() / 1_000
        }
        let flow = try flow(sizes: sizes, times: times)
        expect(flow.size, of: sizes.map(Double.init))
        expect(flow.interArrival, of: zip(times.dropFirst(), times).map { $0 - $1 })
    }

    private func expect(_ statistics: FlowStatistics, of numbers: [Double]) {
        let mean = numbers.reduce(0, +) / Double(numbers.count)
        let variance = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(numbers.count)
        #expect(abs(statistics.mean - mean) < mean * 1e-6)
        #expect(abs(statistics.variance - variance) < variance * 1e-3)
        #expect(abs(statistics.minimum - (numbers.min() ?? 0)) < 1e-6 * mean)
        #expect(abs(statistics.maximum - (numbers.max() ?? 0)) < 1e-6 * mean)
    }

    @Test("do not lose the variance of large numbers")
    func cancellation() throws {
        let flow = try flow(
            sizes: (0..<1_000).map { 60_000 + UInt32($0 % 2) }, times: (0..<1_000).map { Double($0) })
        #expect(abs(flow.size.variance - 0.25) < 0.02 && flow.interArrival.variance < 1e-9)
    }

    @Test("of one packet and of two")
    func few() throws {
        let one = try flow(sizes: [100], times: [0])
        #expect(one.size.mean == 100 && one.size.variance == 0 && one.size.minimum == 100 && one.size.maximum == 100)
        #expect(one.interArrival.mean == 0 && one.interArrival.variance == 0 && one.interArrival.maximum == 0)
        let two = try flow(sizes: [100, 200], times: [0, 0.5])
        #expect(two.size.mean == 150 && two.size.variance == 2_500 && two.interArrival.mean == 0.5)
    }
}
