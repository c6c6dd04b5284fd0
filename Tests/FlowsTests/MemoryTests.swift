import Flows
import Packets
import TestSupport
import Testing

@Suite("Memory")
struct MemoryTests {
    @Test("of a flow is 168 bytes, and of the default table no more than 192 with its index and lists")
    func record() {
        #expect(MemoryLayout<FlowRecord>.stride == 168)
        let capacity = FlowMeter.Configuration().capacity / 8
        let small = Metering(Metering.small(capacity: 1)).bytes
        let large = Metering(Metering.small(capacity: capacity)).bytes
        #expect((170 * capacity...192 * capacity).contains(large - small))
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
