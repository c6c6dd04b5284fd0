import Packets
import TestSupport
import Testing

@Suite("Oddities")
struct OddityTests {
    private func oddities(_ number: IPProtocol, _ payload: [UInt8], flagsAndOffset: UInt16 = 0) throws -> Oddities {
        try Fixture("", .ipv4, Frames.ipv4(number, payload, flagsAndOffset: flagsAndOffset)).decoded().oddities
    }

    private func oddities(from source: String, to destination: String) throws -> Oddities {
        let source = try #require(IPAddress(source))
        let destination = try #require(IPAddress(destination))
        let packet =
            source.isIPv4
            ? Frames.ipv4(.tcp, Frames.tcp(), from: source, to: destination)
            : Frames.ipv6(.tcp, Frames.tcp(), from: source, to: destination)
        return try Fixture("", .raw, packet).decoded().oddities
    }

    @Test(
        "of TCP flags",
        arguments: [
            ([], .tcpNoFlags), ([.ece, .cwr], .tcpNoFlags), (.syn, []), ([.syn, .ack], []), (.ack, []), (.rst, []),
            ([.fin, .ack], []), ([.rst, .ack], []), ([.syn, .ece, .cwr], []), ([.psh, .urg, .ack], []), (.urg, []),
            ([.syn, .rst], .tcpSynFin), ([.syn, .rst, .ack], .tcpSynFin), ([.syn, .fin, .ack], .tcpSynFin),
            ([.syn, .fin], [.tcpSynFin, .tcpFinWithoutAck]), (.fin, .tcpFinWithoutAck),
            ([.fin, .psh, .urg], [.tcpXmas, .tcpFinWithoutAck]), ([.fin, .psh, .urg, .ack], []),
        ] as [(TCPFlags, Oddities)])
    func tcpFlags(_ flags: TCPFlags, _ expected: Oddities) throws {
        #expect(try oddities(.tcp, Frames.tcp(flags)) == expected)
    }

    @Test("of ports")
    func portZero() throws {
        #expect(try oddities(.tcp, Frames.tcp(from: 0)) == .portZero)
        #expect(try oddities(.tcp, Frames.tcp(to: 0)) == .portZero)
        #expect(try oddities(.udp, Frames.udp(from: 0)) == .portZero)
        #expect(try oddities(.udp, Frames.udp(to: 0)) == .portZero)
        #expect(try oddities(.icmp, Frames.icmp(0)) == [])
    }

    @Test(
        "of addresses",
        arguments: [
            ("192.0.2.1", "192.0.2.1", .sameAddresses), ("127.0.0.1", "127.0.0.1", []), ("::1", "::1", []),
            ("2001:db8::1", "2001:db8::1", .sameAddresses), ("224.0.0.1", "192.0.2.1", .multicastSource),
            ("255.255.255.255", "192.0.2.1", .multicastSource), ("ff02::1", "2001:db8::1", .multicastSource),
            ("192.0.2.1", "224.0.0.1", []), ("0.0.0.0", "255.255.255.255", []),
        ] as [(String, String, Oddities)])
    func addresses(_ source: String, _ destination: String, _ expected: Oddities) throws {
        #expect(try oddities(from: source, to: destination) == expected)
    }

    @Test("of UDP's length, of which a first fragment's says nothing")
    func udpLength() throws {
        #expect(try oddities(.udp, Frames.udp(length: 14)) == .udpLengthMismatch)
        #expect(try oddities(.udp, Frames.udp(length: 8)) == .udpLengthMismatch)
        #expect(try oddities(.udp, Frames.udp(length: 3000), flagsAndOffset: 0x2000) == [])
        let header = try Fixture("", .ipv4, Frames.ipv4(.udp, Frames.udp(length: 8))).decoded()
        #expect(header.payloadLength == 5, "by the network packet's length")
    }

    @Test("their names are unique and in bit order")
    func names() {
        let names = Oddities.names
        #expect(Set(names.map(\.name)).count == names.count)
        #expect(names.indices.allSatisfy { names[$0].oddity.rawValue == 1 << $0 })
    }
}
