import Flows
import Packets
import TestSupport
import Testing

@Suite("Memory")
struct MemoryTests {
    @Test("of a flow is 272 bytes and an entry of the index")
    func record() {
        #expect(MemoryLayout<FlowRecord>.stride == 272)
        let small = Metering(Metering.small(capacity: 1 << 16)).bytes
        let large = Metering(Metering.small(capacity: 1 << 17)).bytes
        #expect((large - small) >> 16 == 272 + 16)
    }

    @Test("of the meter does not change by use")
    func fixed() {
        let meter = Metering()
        let before = meter.bytes
        var traffic = RandomTraffic(seed: 1, hosts: 20)
        for _ in 0..<10_000 { meter.feed(traffic.next()) }
        #expect(meter.bytes == before && meter.liveFlows == 64)
    }
}
