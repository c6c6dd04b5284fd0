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

    @Test("that buffers share is zeroed, and each has its own of it, however large")
    func shared() {
        let memory = TableMemory()
        // Two that fit together, one that does not, one larger than what is asked for at once, and what is left over.
        let counts = [1, 100_000, 2_000_000, 3_000_001, 7]
        #expect(memory.bytes == 0)
        var buffers = InlineArray<5, FixedBuffer<UInt64>> { FixedBuffer(count: counts[$0], zero: 0, in: memory) }
        let bytes = memory.bytes
        #expect(bytes % (2 << 20) == 0 && (counts.reduce(0, +) * 8...64 << 20).contains(bytes), "\(bytes)")
        memory.fill()
        for buffer in 0..<5 {
            let isZero = (0..<counts[buffer]).allSatisfy { buffers[buffer][$0] == 0 }
            #expect(isZero)
            for place in 0..<counts[buffer] { buffers[buffer][place] = UInt64(buffer + 1) }
        }
        for buffer in 0..<5 {
            let isOwn = (0..<counts[buffer]).allSatisfy { buffers[buffer][$0] == UInt64(buffer + 1) }
            #expect(isOwn)
        }
    }
}
