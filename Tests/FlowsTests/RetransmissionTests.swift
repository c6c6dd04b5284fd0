import Flows
import Packets
import TestSupport
import Testing

@Suite("Sequence numbers")
struct RetransmissionTests {
    private let connection = Connection()

    private func retransmissions(_ packets: [PacketHeader]) throws -> UInt16 {
        let meter = Metering()
        meter.feed(packets)
        return try #require(meter.end().first).record.retransmissions
    }

    @Test("count what was sent before: SYN, payload, FIN")
    func counted() throws {
        let data = connection.fromClient([.ack, .psh], payload: 100)
        let fin = connection.fromClient([.fin, .ack], sent: 100)
        #expect(try retransmissions([connection.syn(), connection.syn()]) == 1)
        #expect(try retransmissions(connection.handshake() + [data, data, data]) == 2)
        #expect(try retransmissions(connection.handshake() + [data, fin, fin]) == 1)
        #expect(try retransmissions([connection.syn(), connection.synAck(), connection.synAck()]) == 1)
    }

    @Test("do not count new payload, acknowledgements and RST")
    func notCounted() throws {
        let ack = connection.fromClient(.ack)
        let reset = connection.fromServer(.rst)
        #expect(try retransmissions(connection.handshake() + [ack, ack, ack]) == 0)
        #expect(
            try retransmissions(connection.handshake() + connection.exchange(at: 1) + connection.closing(at: 2)) == 0)
        #expect(try retransmissions(connection.handshake() + [reset, reset]) == 0)
    }

    @Test("go on across the wrap of 32 bits")
    func wrap() throws {
        let (client, server) = (connection.client, connection.server)
        let data = (0..<4 as Range<UInt32>).map {
            PacketHeader.tcp(client, server, .ack, sequence: 0xFFFF_FF00 &+ $0 * 200, payload: 200)
        }
        #expect(try retransmissions(data) == 0)
        #expect(try retransmissions(data + [data[0]]) == 1)
    }

    @Test("stop counting at 65,535")
    func saturates() throws {
        let data = connection.fromClient([.ack, .psh], payload: 100)
        #expect(try retransmissions(Array(repeating: data, count: 70_000)) == .max)
    }

    @Test("leave the count of closed windows to the initiator of an established connection")
    func zeroWindows() throws {
        let meter = Metering()
        let closed = connection.fromClient(.ack, window: 0)
        meter.feed(connection.handshake() + [closed, closed, connection.fromClient(.rst, window: 0)])
        #expect(try #require(meter.end().first).record.zeroWindows == 2)
    }
}
