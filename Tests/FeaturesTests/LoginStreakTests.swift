import Features
import Packets
import TestSupport
import Testing

@Suite("Logins in a row")
struct LoginStreakTests {
    private let client: Endpoint = "198.51.100.9"
    private let server: Endpoint = "10.0.0.5"

    /// Octets that each side sends in a session, and when it begins.
    private typealias Session = (seconds: Double, payload: UInt32)

    /// A proven session at a port, to its end.
    private func packets(_ number: Int, _ session: Session, port: UInt16) -> [PacketHeader] {
        let connection = Connection(
            client: Endpoint(client.address, UInt16(20_000 + number)), server: Endpoint(server.address, port))
        let (time, size) = (session.seconds, session.payload)
        return connection.handshake(at: time) + [
            connection.fromClient([.ack, .psh], at: time + 0.1, payload: size),
            connection.fromServer([.ack, .psh], at: time + 0.2, received: size, payload: size),
            connection.fromClient([.fin, .ack], at: time + 0.3, sent: size, received: size),
            connection.fromServer([.fin, .ack], at: time + 0.4, sent: size, received: size + 1),
            connection.fromClient(.ack, at: time + 0.5, sent: size + 1, received: size + 1),
        ]
    }

    private func sensor(_ sessions: [Session], port: UInt16 = 22) -> (Sensor, Int64) {
        let sensor = Sensor()
        sensor.introduce(client, server)
        for (number, session) in sessions.enumerated() { sensor.feed(packets(number, session, port: port)) }
        let last = Int64(sessions.last?.seconds ?? 0)
        sensor.close(before: last + 1)
        return (sensor, last)
    }

    @Test("add up over hours, whatever the windows forget")
    func slow() {
        let (sensor, last) = sensor((0..<20).map { (1_000 + Double($0) * 1_800, 1_200) })
        sensor.expect(
            [
                "short_login_streak": 20, "proven_short_login_streak": 20, "short_login_streak_seconds": 19 * 1_800,
                "short_logins": 1,
            ], of: .pair(client, server), at: last, over: .tenMinutes)
    }

    @Test("end with a session that carries work")
    func work() {
        let failed = (0..<5).map { Session(1_000 + Double($0) * 60, 1_200) }
        let (sensor, last) = sensor(failed + [(1_400, 9_000), (1_500, 1_200), (1_560, 1_200)])
        sensor.expect(
            ["short_login_streak": 2, "short_login_streak_seconds": 60], of: .pair(client, server), at: last)
    }

    @Test("hold no look at the banner, which does not end them either")
    func probes() {
        let (sensor, last) = sensor([(1_000, 1_200), (1_060, 30), (1_120, 30), (1_180, 1_200)])
        sensor.expect(["short_login_streak": 2], of: .pair(client, server), at: last)
    }

    @Test("hold no session with what is no service to log in to")
    func others() {
        let (sensor, last) = sensor((0..<5).map { (1_000 + Double($0) * 60, 1_200) }, port: 443)
        sensor.expect(["short_login_streak": 0, "new_flows": 1], of: .pair(client, server), at: last)
    }
}
