import Flows
import Packets
import TestSupport
import Testing

@Suite("A connection of which the beginning or a direction is missing")
struct TCPPickupTests {
    private let connection = Connection()

    @Test("is opened by the client, whichever side is seen first", arguments: [false, true])
    func midstream(serverFirst: Bool) throws {
        let meter = Metering()
        let exchange = connection.exchange(at: 0)
        meter.feed(serverFirst ? Array(exchange.dropFirst()) : exchange)
        let flow = try #require(meter.end().first).record
        #expect(Endpoint(flow.initiator, flow.initiatorPort) == connection.client)
        #expect(flow.events.isDisjoint(with: [.established, .unanswered, .fruitless, .unsuccessful]))
        #expect(flow.events.contains(.productive) && flow.events.contains(.initiatorProven))
        #expect(flow.tcpState == .established && flow.events.contains(.unsolicited) == serverFirst)
    }

    @Test("is opened by the receiver of a SYN/ACK that is seen first")
    func synAckFirst() throws {
        let meter = Metering()
        meter.feed(connection.synAck())
        let answer = try #require(meter.tick(at: 1).first)
        #expect(answer.isUnsolicited && answer.initiator == connection.client.address)
        #expect(answer.events.isDisjoint(with: [.unanswered, .unsuccessful, .initiatorProven]))
        meter.feed([connection.fromClient(.ack, at: 1.1)] + connection.exchange(at: 2))
        let flow = try #require(meter.end().first).record
        #expect(!flow.isUnsolicited && flow.events.isSuperset(of: [.established, .productive, .initiatorProven]))
    }

    @Test("stays unsolicited where its receiver answers a SYN/ACK with RST alone", arguments: [TCPFlags.rst, .ack])
    func synAckRefused(answer: TCPFlags) throws {
        let meter = Metering()
        meter.feed(connection.synAck(), connection.fromClient(answer, at: 0.1))
        #expect(try #require(meter.tick(at: 1).first).isUnsolicited == (answer == .rst))
    }

    @Test(
        "is opened by the receiver of a RST that is seen first, and says nothing bad of it",
        arguments: [TCPFlags.rst, [.rst, .ack]])
    func rstFirst(flags: TCPFlags) throws {
        let meter = Metering()
        meter.feed(connection.fromServer(flags))
        meter.tick(at: 1)
        let flow = try #require(meter.end().first).record
        #expect(flow.isUnsolicited && flow.initiator == connection.client.address)
        #expect(flow.events.isDisjoint(with: [.refused, .fruitless, .unanswered, .unsuccessful]))
    }

    @Test("is not unanswered where only the client's direction is captured")
    func clientOnly() throws {
        let meter = Metering()
        meter.feed(
            connection.syn(), connection.fromClient(.ack, at: 0.1),
            connection.fromClient([.ack, .psh], at: 0.2, payload: 100))
        meter.tick(at: 1)
        meter.tick(at: 12)
        let flow = try #require(meter.end().first).record
        #expect(flow.tcpState == .established)
        #expect(flow.events.isDisjoint(with: [.unanswered, .fruitless, .stalled, .unsuccessful, .initiatorProven]))
    }

    @Test("is unsolicited where only the server's direction is captured")
    func serverOnly() throws {
        let meter = Metering()
        meter.feed(connection.synAck(), connection.fromServer([.ack, .psh], at: 0.2, received: 100, payload: 500))
        let flow = try #require(meter.end().first).record
        #expect(
            flow.isUnsolicited && flow.events.isDisjoint(with: [.initiatorProven, .responderProven, .unsuccessful]))
    }

    @Test("is unanswered or refused although its SYN carries payload", arguments: [false, true])
    func synWithPayload(isRefused: Bool) throws {
        let meter = Metering()
        meter.feed(.tcp(connection.client, connection.server, .syn, sequence: 1_000, payload: 24))
        if isRefused { meter.feed(connection.fromServer([.rst, .ack], at: 0.1)) }
        meter.tick(at: 1)
        let flow = try #require(meter.end().first).record
        #expect(flow.events.isSuperset(of: [isRefused ? .refused : .unanswered, .unsuccessful]))
        #expect(!flow.events.contains(.used))
    }

    @Test("is no probe of the host that resets a SYN/ACK that it did not ask for")
    func resetOfForgery() throws {
        let meter = Metering()
        meter.feed(connection.synAck(), .tcp(connection.client, connection.server, .rst, at: 0.01, sequence: 1_001))
        meter.tick(at: 1)
        let flow = try #require(meter.end().first).record
        #expect(flow.initiator == connection.client.address && !flow.events.contains(.unsuccessful))
    }

    @Test("to itself with one port is one flow")
    func land() throws {
        let meter = Metering()
        let host: Endpoint = "10.0.0.5:80"
        meter.feed(.tcp(host, host, .syn), .tcp(host, host, [.syn, .ack], at: 0.1))
        #expect(meter.liveFlows == 1)
        #expect(try #require(meter.end().first).record.forward.packets == 2)
    }
}
