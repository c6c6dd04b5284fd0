import Packets
import TestSupport
import Testing

@Suite("Fragments")
struct FragmentTests {
    private func ipv4(_ number: IPProtocol, _ payload: [UInt8], _ flagsAndOffset: UInt16) throws(DecodeError)
        -> PacketHeader
    {
        try Fixture("", .ipv4, Frames.ipv4(number, payload, flagsAndOffset: flagsAndOffset)).decoded()
    }

    private func ipv6(_ number: IPProtocol, _ payload: [UInt8], offset: UInt16) throws(DecodeError) -> PacketHeader {
        let fragment = Frames.fragment(number, offset: offset, more: true)
        return try Fixture("", .ipv6, Frames.ipv6(.ipv6Fragment, fragment + payload)).decoded()
    }

    @Test("a first fragment that ends within its transport header is tiny, not malformed")
    func tinyFirst() throws {
        let header = try ipv4(.tcp, Array(Frames.tcp().prefix(8)), 0x2000)
        #expect(header.oddities == .tinyFragment)
        #expect(header.sourcePort == 49_152 && header.destinationPort == 80)
        #expect(header.payloadLength == 0 && header.payloadOffset == 28)
        #expect(try ipv4(.tcp, Array(Frames.tcp().prefix(16)), 0x2000).oddities == .tinyFragment)
        #expect(try ipv4(.udp, [0], 0x2000).oddities == .tinyFragment)
        #expect(try ipv4(.sctp, Array(Frames.sctp().prefix(8)), 0x2000).destinationPort == 2905)
        #expect(try ipv4(.icmp, [8, 0], 0x2000).oddities == .tinyFragment)
        #expect(try ipv6(.icmpv6, [128, 0, 0, 0], offset: 0).oddities == .tinyFragment)
        #expect(try ipv4(.tcp, Frames.tcp(), 0x2000).oddities == [])
    }

    @Test("but one that only the capture cut is truncated")
    func cutFirst() {
        let fixture = Fixture("", .ipv4, Frames.ipv4(.tcp, Frames.tcp(), flagsAndOffset: 0x2000))
        #expect(throws: DecodeError.tcpTruncated) { try fixture.cut(to: 28).decoded() }
    }

    @Test("an offset of 8 octets hides the transport header")
    func tinySecond() throws {
        #expect(try ipv4(.tcp, [1, 2, 3, 4], 1).oddities == .tinyFragment)
        #expect(try ipv6(.tcp, [1, 2, 3, 4], offset: 8).oddities == .tinyFragment)
        #expect(try ipv4(.tcp, [1, 2, 3, 4], 2).oddities == [])
    }

    @Test("one that ends beyond 65,535 octets is the ping of death")
    func tooLong() throws {
        // 8,188 × 8 + 20 + 11 = 65,535.
        #expect(try ipv4(.icmp, [UInt8](repeating: 0, count: 11), 8188).oddities == [])
        #expect(try ipv4(.icmp, [UInt8](repeating: 0, count: 12), 8188).oddities == .fragmentTooLong)
        #expect(try ipv6(.icmpv6, [UInt8](repeating: 0, count: 7), offset: 65_528).oddities == [])
        #expect(try ipv6(.icmpv6, [UInt8](repeating: 0, count: 8), offset: 65_528).oddities == .fragmentTooLong)
    }

    @Test("say where their octets begin, and how many they are")
    func place() throws {
        let first = try ipv4(.udp, Frames.udp() + [UInt8](repeating: 0, count: 3), 0x2000)
        #expect(first.fragmentOffset == 0 && Int(first.fragmentOctets) == Frames.udp().count + 3)
        let later = try ipv4(.udp, [1, 2, 3, 4], 0x2003)
        #expect(later.fragmentOffset == 24 && later.fragmentOctets == 4)
        let last = try ipv6(.udp, [1, 2, 3, 4, 5], offset: 1_232)
        #expect(last.fragmentOffset == 1_232 && last.fragmentOctets == 5)
        let whole = try ipv4(.udp, Frames.udp(), 0)
        #expect(whole.fragmentOffset == 0 && whole.fragmentOctets == 0)
    }

    @Test("of a tunnel's packet are metered as the carrier")
    func tunnel() throws {
        let inner = Frames.ipv4(.udp, Frames.udp())
        let header = try ipv4(.ipv4, inner, 0x2000)
        #expect(header.tunnel == .none && header.transport == .ipv4 && header.fragment == .first)
        #expect(header.payloadLength == UInt32(inner.count))
        let gre = try ipv4(.gre, Frames.gre(0x0800, inner), 0x2000)
        #expect(gre.tunnel == .none && gre.transport == .gre)
    }

    @Test("a later one's next header is the datagram's, not the fragment's")
    func laterExtension() throws {
        let header = try ipv6(.ipv6Destination, [1, 2, 3, 4], offset: 1448)
        #expect(header.transport == .ipv6Destination && header.fragment == .later && header.payloadLength == 4)
    }
}
