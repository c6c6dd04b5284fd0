import Flows
import Packets
import TestSupport
import Testing

@Suite("A TCP connection")
struct TCPLifeTests {
    private let connection = Connection()

    @Test("from handshake to close is one flow")
    func whole() throws {
        let meter = Metering()
        meter.feed(connection.handshake() + connection.exchange(at: 1) + connection.closing(at: 2))
        let ended = try #require(meter.end().first)
        let flow = ended.record
        #expect(meter.ended.count == 1 && ended.reason == .endOfFlow && flow.tcpState == .closed)
        #expect(flow.events.isSuperset(of: [.began, .answered, .established, .productive]))
        #expect(flow.events.isSuperset(of: [.initiatorProven, .responderProven]))
        #expect(flow.events.isDisjoint(with: [.refused, .unanswered, .fruitless, .stalled, .halfOpen, .unsuccessful]))
        #expect(Endpoint(flow.initiator, flow.initiatorPort) == connection.client)
        #expect(Endpoint(flow.responder, flow.responderPort) == connection.server)
        #expect(flow.forward.packets == 6 && flow.reverse.packets == 3)
        #expect(flow.forward.payloadOctets == 100 && flow.reverse.payloadOctets == 500)
        #expect(flow.forward.octets == 6 * 40 + 100 && flow.reverse.octets == 3 * 40 + 500)
        #expect(flow.forwardFlags == [.syn, .ack, .psh, .fin])
        #expect(flow.handshakeMicroseconds == 20_000 && flow.retransmissions == 0)
        #expect(flow.start.nanoseconds == 0 && flow.end.nanoseconds == 2_020_000_000)
    }

    @Test("half open for half a second is seen at the next tick")
    func halfOpen() throws {
        let meter = Metering()
        meter.feed(connection.syn(), connection.synAck(at: 0.1))
        #expect(try #require(meter.tick(at: 0.4).first).events.contains(.halfOpen) == false)
        let flow = try #require(meter.tick(at: 1).first)
        #expect(flow.tickEvents == .halfOpen && flow.tcpState == .synReceived)
        #expect(flow.events.isDisjoint(with: [.unanswered, .initiatorProven, .established]))
        #expect(meter.tick(at: 2).isEmpty)
    }

    @Test("that nobody answers is unanswered, once")
    func unanswered() throws {
        let meter = Metering()
        meter.feed(connection.syn(), connection.syn(at: 0.3))
        let flow = try #require(meter.tick(at: 1).first)
        #expect(flow.tickEvents == [.began, .unanswered, .unsuccessful] && flow.tickSyns == 2)
        meter.feed(connection.syn(at: 1.3))
        #expect(try #require(meter.tick(at: 2).first).tickEvents == [])
        #expect(try #require(meter.end().first).record.events.contains(.fruitless))
    }

    @Test("that a RST answers is refused", arguments: [TCPFlags.rst, [.rst, .ack]])
    func refused(flags: TCPFlags) throws {
        let meter = Metering()
        meter.feed(connection.syn(), connection.fromServer(flags, at: 0.1))
        let ended = try #require(meter.end().first)
        #expect(ended.record.events.isSuperset(of: [.refused, .unsuccessful, .answered]))
        #expect(ended.record.events.isDisjoint(with: [.unanswered, .established, .productive]))
        #expect(ended.record.tcpState == .reset && ended.reason == .endOfFlow)
    }

    @Test("that the initiator resets or closes without payload is fruitless")
    func fruitless() throws {
        for end in [
            [connection.fromClient(.rst, at: 0.1)],
            [
                connection.fromClient([.fin, .ack], at: 0.1),
                connection.fromServer([.fin, .ack], at: 0.2, received: 1),
            ],
        ] {
            let meter = Metering()
            meter.feed(connection.handshake() + end)
            let flow = try #require(meter.tick(at: 0.3).first)
            #expect(flow.events.isSuperset(of: [.fruitless, .unsuccessful]))
            #expect(flow.events.isDisjoint(with: [.refused, .productive]))
        }
    }

    @Test("whose responder closes after the request is not fruitless")
    func closedAfterRequest() throws {
        let meter = Metering()
        meter.feed(
            connection.handshake() + [
                connection.fromClient([.ack, .psh], at: 1, payload: 10),
                connection.fromServer([.rst, .ack], at: 1.1, received: 10),
            ])
        #expect(try #require(meter.end().first).record.events.isDisjoint(with: [.fruitless, .refused, .unsuccessful]))
    }

    @Test("that both sides close at the same time is closed")
    func simultaneousClose() throws {
        let meter = Metering()
        meter.feed(
            connection.handshake() + connection.exchange(at: 1) + [
                connection.fromClient([.fin, .ack], at: 2, sent: 100, received: 500),
                connection.fromServer([.fin, .ack], at: 2, sent: 500, received: 100),
            ])
        #expect(try #require(meter.tick(at: 2.5).first).tcpState == .closed)
        meter.feed(
            connection.fromClient(.ack, at: 2.1, sent: 101, received: 501),
            connection.fromServer(.ack, at: 2.1, sent: 501, received: 101))
        #expect(try #require(meter.end().first).record.tcpState == .closed && meter.ended.count == 1)
    }

    @Test("that both open at the same time is one flow and gets established")
    func simultaneousOpen() throws {
        let meter = Metering()
        let (client, server) = (connection.client, connection.server)
        meter.feed(
            connection.syn(), .tcp(server, client, .syn, at: 0.01, sequence: 9_000),
            .tcp(client, server, [.syn, .ack], at: 0.02, sequence: 1_000, acknowledgment: 9_001),
            connection.synAck(at: 0.02), connection.fromClient(.ack, at: 0.03))
        let flow = try #require(meter.end().first).record
        #expect(meter.ended.count == 1 && flow.events.contains(.established))
    }

    @Test("stays reset, whatever comes after the RST")
    func staysReset() throws {
        let meter = Metering()
        meter.feed(
            connection.handshake() + [
                connection.fromServer(.rst, at: 1), connection.fromClient([.fin, .ack], at: 1.1),
                connection.fromClient(.ack, at: 1.2),
            ])
        #expect(try #require(meter.tick(at: 2).first).tcpState == .reset)
        meter.tick(at: 17)
        #expect(meter.ended.map(\.reason) == [.endOfFlow])
    }

    @Test(
        "that was told of is told of again at its end only where flows are exported, or something is new",
        arguments: [true, false])
    func quietEnd(isExported: Bool) {
        var configuration = Metering.small()
        configuration.exportsFlows = isExported
        let meter = Metering(configuration)
        meter.feed(connection.handshake() + connection.exchange(at: 1) + connection.closing(at: 2))
        #expect(meter.tick(at: 3).count == 1)
        // This one ends with news in the second in which it began.
        meter.feed(.tcp("198.51.100.9:50000", connection.server, .fin, at: 3.5))
        meter.feed(.tcp("198.51.100.9:50001", connection.server, .ack, at: 30))
        let live = meter.tick(at: 30)
        #expect(live.count == 2 && meter.ended.count == (isExported ? 1 : 0))
        #expect(meter.end().count == (isExported ? 3 : 1) && meter.statistics.flows == 3)
    }
}
