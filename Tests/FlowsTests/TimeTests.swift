import Flows
import Packets
import TestSupport
import Testing

@Suite("Packet time")
struct TimeTests {
    private let client: Endpoint = "198.51.100.9:40000"
    private let server: Endpoint = "10.0.0.5:53"

    @Test("that goes backwards is counted, and the packet metered at the clock's time")
    func late() throws {
        let meter = Metering()
        meter.feed(.udp(client, server, at: 5), .udp(server, client, at: 4), .udp(client, server, at: 5))
        let flow = try #require(meter.end().first).record
        #expect(meter.observed.latePackets == 1 && flow.forward.packets == 2 && flow.reverse.packets == 1)
        #expect(flow.start == Timestamp(seconds: 5) && flow.end == Timestamp(seconds: 5))
        #expect(flow.interArrival.minimum == 0 && flow.interArrival.maximum == 0)
    }

    @Test("of a packet that was captured twice counts it twice")
    func duplicates() throws {
        let meter = Metering()
        let packet = PacketHeader.udp(client, server, at: 1)
        meter.feed(packet, packet)
        #expect(try #require(meter.end().first).record.forward.packets == 2 && meter.observed.latePackets == 0)
    }

    @Test("at the ends of Int64 does not trap, and timeouts hold")
    func extremes() {
        let meter = Metering()
        let times: [Int64] = [.min, .min + 1, -1, 0, 1, .max - 1, .max, .min, .max]
        for time in times {
            meter.feed(PacketHeader.udp(client, server).with { $0.timestamp = Timestamp(nanoseconds: time) })
            meter.feed(PacketHeader.tcp(client, server, .syn).with { $0.timestamp = Timestamp(nanoseconds: time) })
            meter.feed(
                PacketHeader.tcp(server, client, [.syn, .ack]).with { $0.timestamp = Timestamp(nanoseconds: time) })
            meter.tick(at: Timestamp(nanoseconds: time))
        }
        // From the first to the second three hundred years pass, and again to the last.
        #expect(meter.ended.count { $0.reason == .idleTimeout } == 4 && meter.observed.latePackets == 3)
        #expect(meter.end().count == Int(meter.statistics.flows))
    }

    @Test("with timeouts that no time can hold does not trap")
    func timeouts() {
        for seconds in [Int64.max, .min, 0, -1] {
            var configuration = Metering.small()
            configuration.idleTimeout = seconds
            configuration.activeTimeout = seconds
            configuration.closedTimeout = seconds
            let meter = Metering(configuration)
            meter.feed(.udp(client, server), .udp(server, client, at: 1), .tcp(client, server, .rst, at: 2))
            meter.tick(at: 1e9)
            #expect(meter.end().count == Int(meter.statistics.flows))
        }
    }

    @Test("between the packets of a flow is described by its statistics")
    func statistics() throws {
        let meter = Metering()
        meter.feed(
            .udp(client, server, at: 0, payload: 72), .udp(server, client, at: 0.5, payload: 172),
            .udp(client, server, at: 2, payload: 372))
        let flow = try #require(meter.end().first).record
        #expect(abs(flow.interArrival.mean - 1) < 1e-6 && abs(flow.interArrival.variance - 0.25) < 1e-6)
        #expect(flow.interArrival.minimum == 0.5 && flow.interArrival.maximum == 1.5)
        #expect(flow.size.minimum == 100 && flow.size.maximum == 400)
        #expect(abs(flow.size.mean - 233.333_33) < 1e-3 && abs(flow.size.variance - 15_555.556) < 0.1)
    }
}
