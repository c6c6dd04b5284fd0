import Features
import Packets
import TestSupport
import Testing

@Suite("The rhythm of visits")
struct RhythmTests {
    private let client: Endpoint = "10.0.0.9"
    private let server: Endpoint = "198.51.100.9"

    /// Visits at these seconds after the introduction; the sensor and the second of the last.
    private func visits(_ seconds: [Int], _ visit: (Int, Double) -> [PacketHeader]) -> (Sensor, Int64) {
        let sensor = Sensor()
        sensor.introduce(client, server)
        for (number, second) in seconds.enumerated() { sensor.feed(visit(number, 1_000 + Double(second))) }
        let last = 1_000 + Int64(seconds.last ?? 0)
        sensor.close(before: last + 1)
        return (sensor, last)
    }

    private func question(_ number: Int, _ time: Double) -> [PacketHeader] {
        [.udp(Endpoint(client.address, UInt16(10_000 + number)), Endpoint(server.address, 53), at: time)]
    }

    @Test("that come every minute is a minute without deviation")
    func regular() {
        let (sensor, last) = visits((0...10).map { $0 * 60 }, question)
        sensor.expect(["beats": 10, "beat_interval": 60, "beat_deviation": 0], of: .pair(client, server), at: last)
    }

    @Test("is not known before six intervals")
    func few() {
        let (sensor, last) = visits((0...5).map { $0 * 60 }, question)
        sensor.expect(
            ["beats": 5, "beat_interval": 0, "beat_deviation": 1, "beat_surprise": 0], of: .pair(client, server),
            at: last)
    }

    @Test("is that of the last thirty-two, jitter and a missed beat among them")
    func latest() {
        let early = (0...20).map { $0 * 50 }
        var random = SeededGenerator(seed: 1)
        let late = (1...33).filter { $0 != 20 }.map { 1_000 + $0 * 90 + Int.random(in: -12...12, using: &random) }
        let (sensor, last) = visits(early + late, question)
        let pair = Entity.pair(client, server)
        #expect((85...95).contains(sensor.value("beat_interval", of: pair, at: last)))
        #expect((0.05...0.25).contains(sensor.value("beat_deviation", of: pair, at: last)))
        #expect(sensor.value("beat_surprise", of: pair, at: last) > 4)
    }

    @Test("outlasts a day between visits")
    func daily() {
        let (sensor, last) = visits((0...10).map { $0 * 86_400 + $0 % 3 * 4_000 }, question)
        let pair = Entity.pair(client, server)
        sensor.expect(["beats": 10], of: pair, at: last)
        #expect((80_000...93_000).contains(sensor.value("beat_interval", of: pair, at: last)))
        #expect(sensor.value("beat_surprise", of: pair, at: last) > 4)
    }

    @Test("does not take several flows of one visit for visits")
    func bursts() {
        let (sensor, last) = visits((0...10).map { $0 * 60 }) { number, time in
            question(3 * number, time) + question(3 * number + 1, time + 0.2) + question(3 * number + 2, time + 0.8)
        }
        sensor.expect(["beats": 10, "beat_interval": 60], of: .pair(client, server), at: last)
    }

    @Test("has no keep-alives of a connection that was opened once, however long it idles")
    func keepAlives() {
        let connection = Connection(
            client: Endpoint(client.address, 40_000), server: Endpoint(server.address, 443))
        let (sensor, last) = visits((0...20).map { $0 * 150 }) { number, time in
            number == 0
                ? connection.handshake(at: time) + connection.exchange(at: time + 0.5)
                : [
                    connection.fromClient(.ack, at: time, sent: 100, received: 500),
                    connection.fromServer(.ack, at: time + 0.01, sent: 500, received: 100),
                ]
        }
        sensor.expect(["beats": 0, "new_flows": 1], of: .pair(client, server), at: last)
    }

    /// A connection that is opened once and in which one octet goes back and forth at each of these seconds.
    private func heartbeats(_ seconds: [Int], reopened: Bool = false) -> (Sensor, Int64) {
        visits(seconds) { number, time in
            let connection = Connection(
                client: Endpoint(client.address, UInt16(40_000 + (reopened ? number : 0))),
                server: Endpoint(server.address, 443))
            let said = reopened ? 0 : UInt32(number)
            return (said == 0 ? connection.handshake(at: time) : []) + [
                connection.fromClient([.ack, .psh], at: time + 0.1, sent: said, received: said, payload: 1),
                connection.fromServer([.ack, .psh], at: time + 0.2, sent: said, received: said + 1, payload: 1),
            ]
        }
    }

    @Test("is that of what is said in a connection that stays open, once it was opened ten minutes ago")
    func heartbeats() {
        let (sensor, last) = heartbeats((0...60).map { $0 * 60 })
        let pair = Entity.pair(client, server)
        sensor.expect(["beat_interval": 60, "beat_deviation": 0], of: pair, at: last)
        // The first minutes are left out, of which the first visit is the opening itself.
        #expect((50...52).contains(sensor.value("beats", of: pair, at: last)))
    }

    @Test("is that of the connections where they are opened again and again, whatever is said in them")
    func opened() {
        let (sensor, last) = heartbeats((0...20).map { $0 * 60 }, reopened: true)
        sensor.expect(["beats": 20, "beat_interval": 60], of: .pair(client, server), at: last)
    }

    @Test("has no breaks of less than ten seconds in a connection that goes on")
    func busy() {
        let (sensor, last) = heartbeats((0...300).map { $0 * 9 })
        sensor.expect(["beats": 0], of: .pair(client, server), at: last)
    }
}
