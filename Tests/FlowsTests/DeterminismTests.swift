import Flows
import Packets
import TestSupport
import Testing

@Suite("The same packets")
struct DeterminismTests {
    /// Everything that shows: flows in the order in which they were touched in each tick, and in which they ended.
    private func trace(seed: UInt64, secret: (UInt64, UInt64)) -> [String] {
        let meter = Metering(Metering.small(capacity: 40), secret: secret)
        var traffic = RandomTraffic(seed: seed, hosts: 6)
        var lines: [String] = []
        for _ in 0..<4_000 {
            meter.feed(traffic.next())
            if traffic.random.oneIn(40) {
                lines += meter.tick(at: traffic.now).map { FlowSummary($0, .forcedEnd).description }
                lines.append("tick")
            }
        }
        return lines + meter.end().map { FlowSummary($0).description }
    }

    @Test("give the same flows in the same order, whatever the secret", arguments: 1...10)
    func secrets(seed: UInt64) {
        let first = trace(seed: seed, secret: (1, 2))
        #expect(first.count > 4_000)
        #expect(first == trace(seed: seed, secret: (0xDEAD_BEEF_0000_0001, 0x0123_4567_89AB_CDEF)))
    }

    @Test("give other flows for another seed")
    func seeds() { #expect(trace(seed: 1, secret: (1, 2)) != trace(seed: 2, secret: (1, 2))) }
}
