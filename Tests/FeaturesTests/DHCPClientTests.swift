import Features
import Packets
import TestSupport
import Testing

@Suite("Addresses of DHCP clients")
struct DHCPClientTests {
    private static let first = IPAddress(v4: 0x0A00_0014)

    private static func request(of hardware: UInt64) throws -> DHCPRequest {
        var octets = [UInt8](repeating: 0, count: 240)
        octets.replaceSubrange(0..<3, with: [1, 1, 6])
        octets.replaceSubrange(28..<34, with: (0..<6).map { UInt8(truncatingIfNeeded: hardware >> (40 - 8 * $0)) })
        let request = DHCPRequest(udp: octets.span)
        return try #require(request)
    }

    private static func ask(
        _ clients: inout DHCPClients, _ hardware: UInt64, from address: IPAddress, at seconds: Double
    ) throws -> IPAddress? {
        let packet = PacketHeader.udp(Endpoint(address, 68), Endpoint(IPAddress(v4: 0x0A00_0001), 67), at: seconds)
        return clients.observe(try request(of: hardware), in: packet)
    }

    @Test("are told to the first of their hardware, each once")
    func addresses() throws {
        var clients = DHCPClients()
        let others = (1...3 as ClosedRange<UInt32>).map { IPAddress(v4: 0x0A00_0014 + $0) }
        #expect(try Self.ask(&clients, 7, from: Self.first, at: 1) == nil)
        #expect(try Self.ask(&clients, 7, from: Self.first, at: 2) == nil)
        for other in others { #expect(try Self.ask(&clients, 7, from: other, at: 3) == Self.first) }
        for other in others { #expect(try Self.ask(&clients, 7, from: other, at: 4) == nil) }
    }

    @Test("are those of one hardware address each: what a router passes on is none of its own")
    func routed() throws {
        var clients = DHCPClients()
        for number in 1...200 as ClosedRange<UInt32> {
            let address = IPAddress(v4: 0x0A00_0000 + number)
            #expect(try Self.ask(&clients, UInt64(number), from: address, at: Double(number) / 10) == nil)
        }
    }

    @Test("are not the address of those who have none yet")
    func unaddressed() throws {
        var clients = DHCPClients()
        #expect(try Self.ask(&clients, 7, from: .unspecified, at: 1) == nil)
        #expect(try Self.ask(&clients, 7, from: Self.first, at: 2) == nil)
        #expect(try Self.ask(&clients, 7, from: .unspecified, at: 3) == nil)
    }

    @Test("are forgotten after a minute of silence: a laptop may come back elsewhere")
    func forgotten() throws {
        var clients = DHCPClients()
        let other = IPAddress(v4: 0x0A00_0114)
        #expect(try Self.ask(&clients, 7, from: Self.first, at: 1) == nil)
        #expect(try Self.ask(&clients, 7, from: other, at: 61) == nil)
        #expect(try Self.ask(&clients, 7, from: Self.first, at: 62) == other)
    }

    @Test("of more hardware than there is room for are not learnt, until others are silent")
    func full() throws {
        var clients = DHCPClients()
        for hardware in 1...5_000 { _ = try Self.ask(&clients, UInt64(hardware), from: Self.first, at: 1) }
        let other = IPAddress(v4: 0x0A00_0114)
        #expect(try Self.ask(&clients, 4_000, from: other, at: 2) == Self.first)
        #expect(try Self.ask(&clients, 4_999, from: other, at: 2) == nil)
        #expect(try Self.ask(&clients, 6_000, from: Self.first, at: 70) == nil)
        #expect(try Self.ask(&clients, 6_000, from: other, at: 71) == Self.first)
    }

    @Test("count at the source that is the first")
    func counted() {
        let sensor = Sensor()
        let server: Endpoint = "10.0.0.1"
        sensor.introduce("10.0.0.20", server)
        for _ in 0..<20 { sensor.fold(.dhcp(first: Self.first), at: 1_000) }
        sensor.close(before: 1_001)
        sensor.expect(["dhcp_addresses": 20, "odd_packets": 0], of: Entity(.source, Self.first), at: 1_000)
    }
}
