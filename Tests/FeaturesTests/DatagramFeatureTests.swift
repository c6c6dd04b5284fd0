import Features
import Packets
import TestSupport
import Testing

@Suite("Features of datagrams")
struct DatagramFeatureTests {
    private let client: Endpoint = "198.51.100.9:40000"
    private let server: Endpoint = "10.0.0.5:53"

    private func sensor(_ packets: [PacketHeader]) -> Sensor {
        let sensor = Sensor()
        sensor.introduce(client, server)
        sensor.feed(packets)
        sensor.close(before: 1_001)
        return sensor
    }

    @Test("count what a reflector is asked and what it says")
    func amplification() {
        let exchanges = (0..<10).flatMap { number -> [PacketHeader] in
            let time = 1_000 + Double(number) / 20
            return [.udp(client, server, at: time, payload: 32), .udp(server, client, at: time, payload: 972)]
        }
        let sensor = sensor(exchanges)
        for entity in [Entity.source(client), .destination(server), .pair(client, server)] {
            sensor.expect(
                [
                    "reflector_requests": 10, "reflected_packets": 10, "reflected_octets": 10_000,
                    "amplification_ratio": 10_000 / 600.0, "udp_forward_packets": 10, "udp_unanswered_packets": 0,
                    "udp_one_way_packets": 0, "new_flows": 1, "productive_flows": 1, "unsolicited_packets": 0,
                ], of: entity, at: 1_000)
        }
    }

    @Test("count a flood that nobody answers")
    func flood() {
        let sensor = sensor((0..<100).map { .udp(client, server, at: 1_000 + Double($0) / 1_000, payload: 1_000) })
        sensor.expect(
            [
                "udp_forward_packets": 100, "udp_unanswered_packets": 100, "udp_one_way_packets": 100,
                "unanswered_flows": 1, "udp_unsuccessful_flows": 1, "forward_octets": 102_800,
            ], of: .destination(server), at: 1_000)
    }

    @Test("count no silence of a group, which never answers")
    func group() {
        let group: Endpoint = "239.1.1.1:5004"
        let sensor = Sensor()
        sensor.introduce(client, group)
        sensor.feed((0..<50).map { .udp(client, group, at: 1_000 + Double($0) / 1_000, payload: 1_316) })
        sensor.close(before: 1_001)
        sensor.expect(["udp_forward_packets": 50, "udp_unanswered_packets": 0], of: .destination(group), at: 1_000)
    }

    @Test("count from the first sight on where a hundred packets came at once", arguments: [99, 100])
    func heavy(packets: Int) {
        let sensor = Sensor()
        sensor.feed((0..<packets).map { .udp(client, server, at: 1_000 + Double($0) / 2_000, payload: 18) })
        sensor.close(before: 1_001)
        let seen = sensor.windows.filter { $0.second == 1_000 }.map(\.windows.entity)
        #expect(seen == (packets < 100 ? [] : [.source(client), .destination(server), .pair(client, server)]))
    }

    @Test("count from the second second on where 16 KiB of one flow came in it", arguments: [16_383, 16_384])
    func onceMore(octets: Int) {
        let sensor = Sensor()
        // Of sixteen packets, each with 28 octets of headers.
        let sizes = (0..<16).map { UInt32($0 == 0 ? octets - 15 * 1_024 : 1_024) - 28 }
        for second in [1_000.0, 1_001] {
            sensor.feed(sizes.enumerated().map { .udp(client, server, at: second + Double($0) / 100, payload: $1) })
        }
        sensor.close(before: 1_002)
        #expect(sensor.windows.contains { $0.windows.entity == .pair(client, server) } == (octets == 16_384))
    }

    @Test("count what hosts send that have no address yet")
    func unaddressed() {
        let (nobody, everybody): (Endpoint, Endpoint) = ("0.0.0.0:68", "255.255.255.255:67")
        let sensor = Sensor()
        sensor.introduce(nobody, everybody)
        sensor.introduce(client, server)
        sensor.feed((0..<6).map { .udp(nobody, everybody, at: 1_000.1 + Double($0) / 100, payload: 300) })
        sensor.feed(.udp(client, server, at: 1_000.5))
        sensor.close(before: 1_001)
        sensor.expect(["unaddressed_packets": 6, "forward_packets": 6], of: .source(nobody), at: 1_000)
        sensor.expect(["unaddressed_packets": 0, "forward_packets": 1], of: .source(client), at: 1_000)
    }

    @Test("charge answers without a question to the address that they reach, not to their sender")
    func unsolicited() {
        let victim: Endpoint = "10.0.0.9:40000"
        let sensor = Sensor()
        sensor.introduce(client, victim)
        let reflectors = (1...4 as ClosedRange<UInt32>).map { Endpoint(IPAddress(v4: 0xC000_0200 + $0), 53) }
        for reflector in reflectors {
            sensor.feed((0..<5).map { .udp(reflector, victim, at: 1_000.1 + Double($0) / 100, payload: 1_472) })
        }
        // Whether or not the victim says that it knows of no connection.
        sensor.feed(.tcp("192.0.2.77:443", victim, [.syn, .ack], at: 1_000.5))
        sensor.feed(.tcp("192.0.2.77:80", victim, [.syn, .ack], at: 1_000.6))
        sensor.feed(.tcp(victim, "192.0.2.77:80", .rst, at: 1_000.7))
        sensor.close(before: 1_001)
        sensor.expect(
            [
                "unsolicited_packets": 22, "reflected_packets": 20, "reflected_octets": 30_000,
                "unsolicited_segments": 2, "distinct_peers": 5, "forward_packets": 0, "unsuccessful_flows": 0,
            ], of: .destination(victim), at: 1_000)
        #expect(!sensor.windows.contains { $0.windows.entity.role == .source && $0.second == 1_000 })
    }

    @Test("count echo and its payload")
    func echo() {
        let pings = (0..<4).flatMap { number -> [PacketHeader] in
            let time = 1_000 + Double(number) / 10
            return [.icmp(client, server, type: 8, at: time), .icmp(server, client, type: 0, at: time)]
        }
        let sensor = sensor(pings + [.icmp(server, client, type: 0, at: 1_000.9, payload: 506)])
        sensor.expect(
            [
                "icmp_echo_requests": 4, "icmp_echo_replies": 5, "icmp_replies_per_request": 1.25,
                "icmp_echo_octets_per_packet": 106, "icmp_unsuccessful_flows": 0,
            ], of: .pair(client, server), at: 1_000)
    }

    @Test("count fragments")
    func fragments() {
        let first = PacketHeader.udp(client, server, at: 1_000.1, payload: 1_400).with { $0.fragment = .first }
        let sensor = sensor([first, first.with { $0.fragment = .later }])
        sensor.expect(["fragments": 2], of: .destination(server), at: 1_000)
    }

    @Test(
        "in fragments are no echoes, though a port may have the number of one's type", arguments: [8, 128] as [UInt16])
    func fragmentsToTheNumberOfAnEcho(port: UInt16) {
        let service = Endpoint(server.address, port)
        let first = PacketHeader.udp(client, service, at: 1_000.1, payload: 1_400).with { $0.fragment = .first }
        let sensor = sensor([first, first.with { $0.fragment = .later }])
        sensor.expect(
            ["fragments": 2, "icmp_echo_requests": 0, "icmp_echo_octets_per_packet": 0], of: .destination(server),
            at: 1_000)
    }

    @Test("do not make a victim that reports its closed ports a scanner")
    func backscatter() {
        let sensor = Sensor()
        sensor.introduce(client, server)
        sensor.introduce(server, client)
        for number in 0..<50 as Range<UInt32> {
            let forged = PacketHeader.udp(Endpoint(IPAddress(v4: 0xCB00_7100 + number), 5_000), server, at: 1_000.1)
            sensor.feed(forged, forged.refused(by: server, at: 1_000.2))
        }
        sensor.close(before: 1_001)
        sensor.expect(["unsuccessful_flows": 50, "refused_flows": 50], of: .destination(server), at: 1_000)
        sensor.expect(
            ["unsuccessful_flows": 0, "probed_destination_addresses": 0, "icmp_unsuccessful_flows": 0],
            of: .source(server), at: 1_000)
    }

    @Test("add up to the totals of the second")
    func totals() throws {
        let connection = Connection(client: client, server: server)
        let sensor = sensor(
            connection.handshake(at: 1_000.1) + [
                .udp(client, server, at: 1_000.5), .icmp(client, server, type: 8, at: 1_000.6),
            ])
        let totals = try #require(sensor.totals.last)
        #expect(totals.packets == 5 && totals.tcpPackets == 3 && totals.udpPackets == 1 && totals.icmpPackets == 1)
        #expect(totals.newFlows == 3 && totals.octets == 3 * 40 + 48 + 84)
    }
}
