import Flows
import Packets
import TestSupport
import Testing

@Suite("Eviction")
struct EvictionTests {
    private let server: Endpoint = "10.0.0.5:80"

    private func connection(_ port: UInt16) -> Connection {
        Connection(client: Endpoint(IPAddress(v4: 0xC633_6409), port))
    }

    private func evictedPorts(_ meter: Metering) -> [UInt16] {
        meter.ended.filter { $0.reason == .lackOfResources }.map(\.record.initiatorPort)
    }

    @Test("takes connections closed a second ago, then opening ones, then open ones, each in order of last touch")
    func order() {
        let meter = Metering(Metering.small(capacity: 6))
        meter.feed(connection(1).handshake(at: 0) + connection(2).handshake(at: 0.1))
        meter.feed([connection(3).syn(at: 0.2), connection(4).syn(at: 0.3), connection(4).synAck(at: 0.3)])
        meter.feed(connection(5).handshake(at: 0.4) + [connection(5).fromServer(.rst, at: 0.5)])
        meter.feed(connection(6).handshake(at: 0.6) + [connection(6).fromServer(.rst, at: 0.7)])
        meter.tick(at: 0.8)
        meter.feed(connection(1).fromClient(.ack, at: 0.9))
        for number in 0..<6 as Range<UInt16> {
            // Established at once, and touched later than all before.
            meter.feed(connection(100 + number).handshake(at: 1.6 + Double(number) * 0.1))
        }
        #expect(evictedPorts(meter) == [5, 6, 3, 4, 2, 1])
        #expect(meter.statistics.evicted == 6 && meter.liveFlows == 6)
    }

    @Test("spares a connection that was just closed while there are opening ones")
    func linger() {
        let meter = Metering(Metering.small(capacity: 2))
        meter.feed(
            connection(1).handshake(at: 0) + [connection(1).fromServer(.rst, at: 0.1), connection(2).syn(at: 0.2)])
        meter.feed(connection(3).syn(at: 0.3))
        #expect(evictedPorts(meter) == [2])
    }

    @Test("by a flood of forged SYNs that a server answers leaves real connections alone")
    func flood() {
        let meter = Metering(Metering.small(capacity: 100))
        for port in 1...50 as ClosedRange<UInt16> { meter.feed(connection(port).handshake(at: 0)) }
        for number in 0..<10_000 as Range<UInt32> {
            let forged = Connection(client: Endpoint(IPAddress(v4: 0xCB00_7100 + number), 1_024))
            let time = 0.1 + Double(number) * 1e-4
            meter.feed(forged.syn(at: time), forged.synAck(at: time))
        }
        #expect(meter.statistics.evicted == 9_950)
        #expect(meter.ended.allSatisfy { $0.record.initiatorPort == 1_024 })
    }

    @Test("does not spare a flow because it was looked at")
    func look() {
        let meter = Metering(Metering.small(capacity: 2))
        meter.feed(connection(1).syn(at: 0), connection(2).syn(at: 0.9))
        meter.tick(at: 1)
        meter.feed(connection(3).syn(at: 1.1))
        #expect(evictedPorts(meter) == [1])
    }
}
