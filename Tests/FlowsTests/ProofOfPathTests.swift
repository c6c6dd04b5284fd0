import Flows
import Packets
import TestSupport
import Testing

@Suite("Proof of path")
struct ProofOfPathTests {
    private let connection = Connection()
    private let both: FlowEvents = [.initiatorProven, .responderProven]

    private func proofs(_ packets: [PacketHeader]) throws -> FlowEvents {
        let meter = Metering()
        meter.feed(packets)
        #expect(meter.liveFlows == 1)
        return try #require(meter.end().first).record.events.intersection(both)
    }

    @Test("is the acknowledgement of exactly the number that the other side chose")
    func handshake() throws {
        #expect(try proofs([connection.syn()]) == [])
        #expect(try proofs([connection.syn(), connection.synAck()]) == .responderProven)
        #expect(try proofs(connection.handshake()) == both)
    }

    @Test("is not the acknowledgement of another number", arguments: [0, 1_001, 8_999, 9_000, 9_002, UInt32.max])
    func wrongNumber(number: UInt32) throws {
        let guess = connection.fromClient([.ack, .psh], payload: 10).with { $0.acknowledgment = number }
        #expect(try proofs([connection.syn(), connection.synAck(), guess]) == .responderProven)
        let answer = connection.synAck().with { $0.acknowledgment = number }
        #expect(try number == 1_001 || proofs([connection.syn(), answer]) == [])
    }

    @Test(
        "of the initiator is never a SYN, RST or RST/ACK, whatever number it has",
        arguments: [TCPFlags.syn, .rst, [.rst, .ack], [.syn, .rst, .ack], [], .fin, .psh])
    func otherFlags(flags: TCPFlags) throws {
        #expect(try proofs([connection.syn(), connection.synAck(), connection.fromClient(flags)]) == .responderProven)
    }

    @Test("of the responder is never a RST or RST/ACK", arguments: [TCPFlags.rst, [.rst, .ack], .syn, .fin])
    func responderFlags(flags: TCPFlags) throws {
        #expect(try proofs([connection.syn(), connection.fromServer(flags)]) == [])
    }

    @Test("is not given by a forged scan, which its innocent source resets")
    func forgedScan() throws {
        let meter = Metering(Metering.small(capacity: 256))
        for port in 1...100 as ClosedRange<UInt16> {
            let probe = Connection(server: Endpoint(connection.server.address, port))
            meter.feed(probe.syn(), probe.synAck(), probe.fromClient(.rst))
            // Some stacks answer with the number that they were sent.
            meter.feed(probe.fromClient([.rst, .ack]))
        }
        let flows = meter.records()
        #expect(flows.count == 100)
        #expect(flows.allSatisfy { !$0.events.contains(.initiatorProven) && $0.events.contains(.fruitless) })
    }

    @Test("is not given by a blind ACK or data that the server resets")
    func blindData() throws {
        let guess = connection.fromClient([.ack, .psh], payload: 10)
        let reset = PacketHeader.tcp(
            connection.server, connection.client, .rst, at: 0.1, sequence: guess.acknowledgment)
        #expect(try proofs([guess, reset, guess]) == [])
    }

    @Test("is given by data that was acknowledged exactly, in the middle of a connection and across the wrap")
    func midstream() throws {
        #expect(try proofs(connection.exchange(at: 0)) == both)
        let (client, server) = (connection.client, connection.server)
        let wrap: [PacketHeader] = [
            .tcp(client, server, .syn, sequence: .max),
            .tcp(server, client, [.syn, .ack], sequence: .max, acknowledgment: 0),
            .tcp(client, server, .ack, sequence: 0, acknowledgment: 0),
        ]
        #expect(try proofs(wrap) == both)
    }

    @Test("of a UDP responder is an answer to a question, of the initiator nothing")
    func udp() throws {
        let (client, server): (Endpoint, Endpoint) = ("198.51.100.9:40000", "10.0.0.5:53")
        #expect(try proofs([.udp(client, server)]) == [])
        #expect(try proofs([.udp(client, server), .udp(server, client), .udp(client, server)]) == .responderProven)
        // Forged answers from a service draw packets of a host that speaks UDP on that port.
        #expect(try proofs([.udp(server, client), .udp(client, server), .udp(server, client)]) == [])
    }
}
