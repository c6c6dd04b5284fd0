import Features
import Packets
import TestSupport
import Testing

@Suite("Requests where a greeting was waited for")
struct ServiceProbeTests {
    private let client: Endpoint = "198.51.100.9"
    private let server: Endpoint = "10.0.0.5"

    /// A connection in which the client sends some octets so long after it was opened, and both close it then.
    private struct Try {
        var opened: Double
        var silence = 0.1
        var octets: UInt32
        var port: UInt16 = 80
        /// What the server says at once.
        var greeting: UInt32 = 0

        func packets(_ number: Int, _ client: Endpoint, _ server: Endpoint) -> [PacketHeader] {
            let connection = Connection(
                client: Endpoint(client.address, UInt16(20_000 + number)), server: Endpoint(server.address, port))
            let asked = opened + silence
            var packets = connection.handshake(at: opened)
            if greeting > 0 {
                packets.append(connection.fromServer([.ack, .psh], at: opened + 0.05, payload: greeting))
            }
            return packets + [
                connection.fromClient([.ack, .psh], at: asked, received: greeting, payload: octets),
                connection.fromServer([.fin, .ack], at: asked + 0.02, sent: greeting, received: octets, payload: 300),
                connection.fromClient([.fin, .ack], at: asked + 0.04, sent: octets, received: greeting + 301),
            ]
        }
    }

    private func sensor(_ tries: [Try], until: Int64) -> Sensor {
        let sensor = Sensor()
        sensor.introduce(client, server)
        let packets = tries.enumerated().flatMap { $0.element.packets($0.offset, client, server) }
        sensor.feed(packets.sorted { $0.timestamp < $1.timestamp })
        sensor.close(before: until)
        return sensor
    }

    /// Requests of these sizes, a tenth of a second apart, from a time on.
    private func burst(_ sizes: [UInt32], at time: Double, port: UInt16 = 80) -> [Try] {
        sizes.enumerated().map {
            Try(opened: time + Double($0.offset) / 10, silence: 0.01, octets: $0.element, port: port)
        }
    }

    @Test("are told apart by size, and the short ones counted, in whatever order the flows of a second come")
    func probes() {
        for start in [1_006.1, 1_009.1] {
            let sensor = sensor(
                [Try(opened: 1_000.1, silence: 6, octets: 18)] + burst([18, 172, 614, 36, 172], at: start), until: 1_012
            )
            sensor.expect(
                ["service_probes": 5 - 1, "short_service_probes": 3], of: .pair(client, server), at: Int64(start))
        }
    }

    @Test("are of no interest where nobody waited", arguments: [0.1, 3.5])
    func noWait(_ silence: Double) {
        let sensor = sensor(
            [Try(opened: 1_000.1, silence: silence, octets: 18)] + burst([18, 172, 614, 36], at: 1_006.1), until: 1_012)
        sensor.expect(["service_probes": 0, "short_service_probes": 0], of: .pair(client, server), at: 1_006)
    }

    @Test("are of no interest where the service spoke first")
    func greeted() {
        let sensor = sensor(
            [Try(opened: 1_000.1, silence: 6, octets: 18, greeting: 40)] + burst([18, 172, 614, 36], at: 1_006.2),
            until: 1_012)
        sensor.expect(["service_probes": 0, "short_service_probes": 0], of: .pair(client, server), at: 1_006)
    }

    @Test("count at the port where was waited, and in a short connection")
    func elsewhere() {
        let sensor = sensor(
            [Try(opened: 1_000.1, silence: 6, octets: 18), Try(opened: 1_000.2, silence: 0.1, octets: 30, port: 443)]
                + burst([36, 172, 614], at: 1_007.1, port: 443) + [Try(opened: 1_007.2, silence: 0.1, octets: 99)],
            until: 1_012)
        sensor.expect(["service_probes": 2, "short_service_probes": 1], of: .pair(client, server), at: 1_007)
    }

    @Test("are forgotten after a minute without any")
    func forgotten() {
        let sensor = sensor(
            [Try(opened: 1_000.1, silence: 6, octets: 18)] + burst([36, 172], at: 1_050.1)
                + burst([20, 300], at: 1_130.1), until: 1_132)
        sensor.expect(["service_probes": 3, "short_service_probes": 2], of: .pair(client, server), at: 1_050)
        sensor.expect(["service_probes": 0, "short_service_probes": 0], of: .pair(client, server), at: 1_130)
    }
}
