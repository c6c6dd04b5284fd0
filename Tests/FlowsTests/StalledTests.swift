import Flows
import Packets
import TestSupport
import Testing

@Suite("A connection held open for nothing")
struct StalledTests {
    private let connection = Connection()

    /// Ticks each second; the second in which the flow was seen to stall.
    private func stall(_ packets: [PacketHeader], until last: Int = 90) -> Int? {
        let meter = Metering()
        var rest = packets[...]
        for second in 1...last {
            let now = Timestamp(seconds: Int64(second))
            while let packet = rest.first, packet.timestamp < now { meter.feed(rest.removeFirst()) }
            if meter.tick(at: Double(second)).contains(where: { $0.tickEvents.contains(.stalled) }) { return second }
        }
        return nil
    }

    /// An octet a second from `first` to `last`.
    private func trickle(_ first: Int, _ last: Int, octets: UInt32 = 1) -> [PacketHeader] {
        (first...last).map {
            connection.fromClient([.ack, .psh], at: Double($0), sent: UInt32($0 - first) * octets, payload: octets)
        }
    }

    @Test("stalls after thirty seconds in which neither side sent payload")
    func mute() {
        #expect(stall(connection.handshake(at: 0.5)) == 31)
        #expect(stall(connection.handshake(at: 0.99)) == 32)
    }

    @Test("stalls after ten seconds in which its initiator sent a little now and then")
    func trickles() {
        #expect(stall(connection.handshake() + trickle(1, 9)) == 11)
    }

    @Test("stalls although its handshake took longer than an answer may take")
    func slowHandshake() {
        let slow = [connection.syn(), connection.synAck(at: 0.1), connection.fromClient(.ack, at: 2.5)]
        let lateAnswer = [connection.syn(), connection.synAck(at: 1.6), connection.fromClient(.ack, at: 1.7)]
        #expect(stall(slow) == 33 && stall(slow + trickle(3, 9)) == 13)
        #expect(stall(lateAnswer + trickle(3, 9)) == 12)
    }

    @Test("does not stall while it waits for one answer or uploads")
    func waits() {
        let request = connection.fromClient([.ack, .psh], at: 0.1, payload: 500)
        #expect(stall(connection.handshake() + [request]) == nil)
        #expect(stall(connection.handshake() + trickle(1, 9, octets: 1_400)) == nil)
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
