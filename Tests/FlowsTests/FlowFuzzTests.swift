import Flows
import Packets
import TestSupport
import Testing

@Suite("Headers with any values")
struct FlowFuzzTests {
    @Test("do not trap, and every flow ends once", arguments: 1...20)
    func random(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let meter = Metering(Metering.small(capacity: 50), secret: (seed, seed))
        for _ in 0..<5_000 {
            let header = PacketHeader.random(using: &random)
            meter.feed(header)
            if random.oneIn(50) { meter.tick(at: header.timestamp) }
        }
        #expect(meter.statistics.flows > 50)
        #expect(meter.ended.count + meter.liveFlows == Int(meter.statistics.flows))
        #expect(meter.end().count == Int(meter.statistics.flows) && meter.liveFlows == 0)
        #expect(meter.ended.allSatisfy { $0.record.start <= $0.record.end && $0.reason != nil })
        #expect(meter.ended.allSatisfy { !CommunityID.of($0.record).isEmpty })
    }
}
