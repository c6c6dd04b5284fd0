import Flows
import Packets
import TestSupport
import Testing

@Suite("Ports that are used again")
struct TCPReuseTests {
    private let connection = Connection()

    @Test("begin a new flow after close, reset and half close")
    func reopened() {
        for end in [
            connection.exchange(at: 1) + connection.closing(at: 2), [connection.fromServer(.rst, at: 2)],
            [connection.fromClient([.fin, .ack], at: 2)],
        ] {
            let meter = Metering()
            meter.feed(connection.handshake() + end + [connection.syn(at: 3, sequence: 77_000)])
            #expect(meter.ended.map(\.reason) == [.endOfFlow] && meter.liveFlows == 1 && meter.statistics.flows == 2)
        }
    }

    @Test("do not begin one by a retransmitted SYN, a SYN/ACK or data")
    func notReopened() {
        let meter = Metering()
        meter.feed(connection.handshake() + [connection.syn(at: 1), connection.synAck(at: 1)])
        #expect(meter.statistics.flows == 1)
        meter.feed(connection.fromServer(.rst, at: 2), connection.synAck(at: 2.1), connection.fromClient(.ack, at: 2.2))
        #expect(meter.statistics.flows == 1)
    }

    @Test("begin one fifteen seconds after the close, and two minutes after the last packet of an open one")
    func timeouts() {
        let closed = Metering()
        closed.feed(connection.handshake() + [connection.fromServer(.rst, at: 1), connection.fromClient(.ack, at: 16)])
        #expect(closed.statistics.flows == 1)
        closed.feed(connection.fromClient(.ack, at: 31.1))
        #expect(closed.ended.map(\.reason) == [.endOfFlow] && closed.statistics.flows == 2)
        let open = Metering()
        open.feed(connection.handshake() + [connection.fromClient(.ack, at: 120.02)])
        #expect(open.statistics.flows == 1)
        open.feed(connection.fromClient(.ack, at: 240.1))
        #expect(open.ended.map(\.reason) == [.idleTimeout] && open.statistics.flows == 2)
    }

    @Test("continue the conversation after the active timeout, with the same initiator")
    func active() throws {
        var configuration = Metering.small()
        configuration.activeTimeout = 60
        let meter = Metering(configuration)
        meter.feed(connection.handshake() + connection.exchange(at: 59))
        meter.feed(connection.fromServer(.ack, at: 61, sent: 500, received: 100))
        #expect(meter.ended.map(\.reason) == [.activeTimeout])
        meter.tick(at: 63)
        let flow = try #require(meter.end().last).record
        #expect(Endpoint(flow.initiator, flow.initiatorPort) == connection.client)
        #expect(flow.reverse.packets == 1 && !flow.isUnsolicited)
        #expect(flow.events.isDisjoint(with: [.began, .unsolicited, .unanswered]))
    }

    @Test("of a server that streams over UDP do not make its answers unsolicited after the active timeout")
    func activeStream() throws {
        let meter = Metering()
        let (client, server): (Endpoint, Endpoint) = ("198.51.100.9:40000", "10.0.0.5:443")
        meter.feed(.udp(client, server))
        meter.feed((1...20).map { .udp(server, client, at: Double($0) * 100, payload: 1_200) })
        let flows = meter.records()
        #expect(flows.count == 2 && flows[1].initiator == client.address && !flows[1].isUnsolicited)
    }
}
