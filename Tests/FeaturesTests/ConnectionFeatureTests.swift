import Features
import Packets
import TestSupport
import Testing

@Suite("Features of connections")
struct ConnectionFeatureTests {
    private let client: Endpoint = "198.51.100.9"
    private let server: Endpoint = "10.0.0.5"

    private func connection(_ port: UInt16, to service: UInt16 = 80) -> Connection {
        Connection(client: Endpoint(client.address, port), server: Endpoint(server.address, service))
    }

    private func sensor(_ packets: [PacketHeader], until second: Int64 = 1_001) -> Sensor {
        let sensor = Sensor()
        sensor.introduce(client, server)
        sensor.feed(packets)
        sensor.close(before: second)
        return sensor
    }

    private var entities: [Entity] { [.source(client), .destination(server), .pair(client, server)] }

    @Test("count the same for source, destination and pair: three that were of use and two refused")
    func mixed() {
        var packets: [PacketHeader] = []
        for port in 1...3 as ClosedRange<UInt16> {
            let useful = connection(40_000 + port, to: 80 + port)
            packets += useful.handshake(at: 1_000.1) + useful.exchange(at: 1_000.2)
        }
        for port in 1...2 as ClosedRange<UInt16> {
            let refused = connection(50_000 + port, to: 90 + port)
            packets += [refused.syn(at: 1_000.3), refused.fromServer([.rst, .ack], at: 1_000.31)]
        }
        let sensor = sensor(packets)
        for entity in entities {
            sensor.expect(
                [
                    "new_flows": 5, "distinct_peers": 1, "distinct_destination_ports": 5,
                    "forward_packets": 14, "reverse_packets": 8, "forward_octets": 14 * 40 + 300,
                    "reverse_octets": 8 * 40 + 1_500, "response_share": 8 / 22.0,
                    "forward_reverse_ratio": 860 / 1_820.0, "reverse_forward_ratio": 1_820 / 860.0,
                    "forward_octets_per_packet": 860 / 14.0, "syn_packets": 5, "syn_packets_per_port": 1,
                    "incomplete_handshakes": 2, "incomplete_handshake_share": 0.4, "established_connections": 3,
                    "productive_flows": 3, "proven_flows": 3, "refused_flows": 2, "unsuccessful_flows": 2,
                    "tcp_unsuccessful_flows": 2, "unsuccessful_share": 0.4, "repelled_share": 1,
                    "probed_destination_ports": 2,
                    "probed_destination_addresses": 1, "unanswered_flows": 0, "fruitless_connections": 0,
                    "proven_probed_targets": 0, "half_open_connections": 0, "outward_octets": 0,
                ], of: entity, at: 1_000)
        }
    }

    @Test("tell unanswered, half open and fruitless apart")
    func unsuccessful() {
        let sensor = sensor(
            [connection(1).syn(at: 1_000.1), connection(2).syn(at: 1_000.1), connection(2).synAck(at: 1_000.2)]
                + connection(3).handshake(at: 1_000.3) + [connection(3).fromClient(.rst, at: 1_000.4)])
        for entity in entities {
            sensor.expect(
                [
                    "unanswered_flows": 1, "half_open_connections": 1, "fruitless_connections": 1,
                    "unsuccessful_flows": 2, "proven_probed_targets": 1, "proven_flows": 1, "refused_flows": 0,
                    "syn_packets": 3, "probes_per_port": 2, "repelled_share": 0.5,
                ], of: entity, at: 1_000)
        }
    }

    @Test("see a connection that is held open, and one whose window stays closed")
    func held() {
        let choked = connection(2)
        let zeros = (0..<3).map { choked.fromClient(.ack, at: 1_000.5 + Double($0) * 3, window: 0) }
        let sensor = sensor(
            connection(1).handshake(at: 1_000.1) + choked.handshake(at: 1_000.2) + zeros, until: 1_035)
        let stalled = (1_000...1_034).filter { sensor.value("stalled_connections", of: .source(client), at: $0) > 0 }
        #expect(stalled.count == 1 && (1_029...1_031).contains(stalled[0]))
        sensor.expect(["zero_window_connections": 1, "proven_held_connections": 1], of: .source(client), at: 1_006)
    }

    @Test("see no connection held whose window was closed for moments, as a busy host closes it")
    func busy() {
        let busy = connection(1)
        let zeros = (0..<9).map { busy.fromClient(.ack, at: 1_000.5 + Double($0) / 2, window: 0) }
        let sensor = sensor(busy.handshake(at: 1_000.2) + zeros + [busy.fromClient(.ack, at: 1_006)], until: 1_010)
        for second in Int64(1_000)...1_006 {
            sensor.expect(["zero_window_connections": 0], of: .source(client), at: second)
        }
    }

    @Test("count a login in which little was said, once it is over")
    func logins() {
        let login = connection(1, to: 22)
        let talk = [
            login.fromClient([.ack, .psh], at: 1_000.2, payload: 1_500),
            login.fromServer([.ack, .psh], at: 1_000.3, received: 1_500, payload: 1_500),
        ]
        let sensor = sensor(login.handshake(at: 1_000.1) + talk + [login.fromClient(.rst, at: 1_001.5)], until: 1_002)
        sensor.expect(["short_logins": 0], of: .pair(client, server), at: 1_000)
        sensor.expect(
            ["short_logins": 1, "short_sessions": 1, "proven_short_logins": 1, "unsuccessful_flows": 0],
            of: .pair(client, server), at: 1_001)
    }

    @Test("count a login at a broker, which refuses it in four octets", arguments: [UInt32(3), 4])
    func brokerLogin(octets: UInt32) {
        let login = connection(1, to: 1_883)
        let talk = [
            login.fromClient([.ack, .psh], at: 1_000.2, payload: 32),
            login.fromServer([.ack, .psh], at: 1_000.3, received: 32, payload: octets),
        ]
        let sensor = sensor(login.handshake(at: 1_000.1) + talk + [login.fromClient(.rst, at: 1_000.5)])
        sensor.expect(
            ["short_sessions": octets == 4 ? 1 : 0, "short_logins": 0], of: .pair(client, server), at: 1_000)
    }

    @Test("measure entropy of ports and sizes in bits")
    func entropy() {
        let small = (1...4).map {
            PacketHeader.udp(Endpoint(client.address, $0), Endpoint(server.address, 53), at: 1_000.1)
        }
        let large = (5...8).map {
            PacketHeader.udp(Endpoint(client.address, $0), Endpoint(server.address, 53), at: 1_000.1, payload: 1_000)
        }
        let sensor = sensor(small + large)
        sensor.expect(["packet_size_entropy": 1, "destination_port_entropy": 0], of: .source(client), at: 1_000)
    }

    @Test("are not touched by a flow that ends without anything new")
    func quietEnd() {
        let packets = (1...4).map {
            PacketHeader.udp(Endpoint(client.address, $0), Endpoint(server.address, 53), at: 1_000.1, payload: 1_000)
        }
        let sensor = sensor(packets, until: 1_125)
        let seconds = sensor.windows.filter { $0.windows.entity == .source(client) }.map(\.second)
        // They are unanswered after half a second; they end two minutes later.
        #expect(seconds.max() == 1_000)
    }

    @Test("count octets that leave the private network")
    func outward() {
        let sensor = Sensor()
        sensor.introduce(server, client)
        let upload = Connection(client: Endpoint(server.address, 40_000), server: Endpoint(client.address, 443))
        sensor.feed(upload.handshake(at: 1_000.1) + upload.exchange(at: 1_000.2))
        sensor.close(before: 1_001)
        sensor.expect(["outward_octets": 260, "forward_octets": 260], of: .source(server), at: 1_000)
    }
}
