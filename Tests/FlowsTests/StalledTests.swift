import Flows
import Packets
import TestSupport
import Testing

@Suite("A connection held open for nothing")
struct StalledTests {
    private let connection = Connection()

    /// Ticks each second; the second in which the flow was seen to stall.
    private func stall(_ packets: [PacketHeader], until last: Int = 30) -> Int? {
        let meter = Metering()
        var rest = packets[...]
        for second in 1...last {
            let now = Timestamp(seconds: Int64(second))
            while let packet = rest.first, packet.timestamp < now { meter.feed(rest.removeFirst()) }
            if meter.tick(at: Double(second)).contains(where: { $0.tickEvents.contains(.stalled) }) { return second }
        }
        return nil
    }

    @Test("stalls ten seconds after its handshake")
    func plain() {
        #expect(stall(connection.handshake(at: 0.5)) == 11)
        #expect(stall(connection.handshake(at: 0.99)) == 12)
    }

    @Test("stalls although its initiator sends a little now and then")
    func trickle() {
        let trickle = (1...9).map {
            connection.fromClient([.ack, .psh], at: Double($0), sent: UInt32($0) - 1, payload: 1)
        }
        #expect(stall(connection.handshake() + trickle) == 11)
    }

    @Test("stalls although its handshake took longer than an answer may take")
    func slowHandshake() {
        #expect(
            stall([connection.syn(), connection.synAck(at: 0.1), connection.fromClient(.ack, at: 2.5)]) == 13)
        #expect(
            stall([connection.syn(), connection.synAck(at: 1.6), connection.fromClient(.ack, at: 1.7)]) == 12)
    }

    @Test("does not stall once the responder sent payload")
    func productive() {
        #expect(stall(connection.handshake() + connection.exchange(at: 9)) == nil)
        #expect(stall(connection.handshake() + connection.exchange(at: 0.1)) == nil)
    }

    @Test("does not stall once it is closed or reset")
    func over() {
        #expect(stall(connection.handshake() + [connection.fromClient(.rst, at: 5)]) == nil)
        #expect(stall(connection.handshake() + [connection.fromClient([.fin, .ack], at: 5)]) == nil)
    }

    @Test("does not stall where only one direction is captured")
    func oneDirection() {
        let request = connection.fromClient([.ack, .psh], at: 0.1, payload: 100)
        #expect(stall([connection.syn(), connection.fromClient(.ack, at: 0.02), request]) == nil)
    }
}
