import CPcap
import Capture
import Glibc
import Testing

/// libpcap's own reader says the same of a file.
@Suite struct LibpcapEquivalenceTests {
    /// Packets of many lengths, their times a whole number of microseconds.
    static let packets: [Packet] = (0..<3_000).map { index in
        let length = (index &* 2_654_435_761) % 1_515
        return Packet(
            time: (1_600_000_000_000_000 + Int64(index * 7_919 % 100_000_000)) * 1_000,
            octets: (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ index) }, original: length + index % 3)
    }

    @Test(arguments: OctetWriter.Order.allCases, PcapFixture.Flavour.allCases)
    func pcap(order: OctetWriter.Order, flavour: PcapFixture.Flavour) throws {
        try compare(PcapFixture(order: order, flavour: flavour, packets: Self.packets).octets)
    }

    @Test(arguments: OctetWriter.Order.allCases, [nil, 6, 9, 0x80 | 20] as [UInt8?])
    func pcapng(order: OctetWriter.Order, resolution: UInt8?) throws {
        var file = PcapngFixture(order)
        file.section()
        file.interface(snapLength: 65_535, resolution: resolution, offset: 5)
        for packet in Self.packets { file.enhanced(packet) }
        try compare(file.octets)
    }

    private func compare(_ octets: [UInt8]) throws {
        let file = TemporaryFile(octets)
        let outcome = Outcome(path: file.path)
        #expect(outcome.error == nil)
        let other = try readWithLibpcap(file.path)
        #expect(other.count == Self.packets.count)
        #expect(outcome.packets == other)
    }

    private func readWithLibpcap(_ path: String) throws -> [Packet] {
        var message = [CChar](repeating: 0, count: Int(PCAP_ERRBUF_SIZE))
        let opened = unsafe pcap_open_offline_with_tstamp_precision(path, UInt32(PCAP_TSTAMP_PRECISION_NANO), &message)
        let handle = unsafe try #require(opened)
        defer { unsafe pcap_close(handle) }
        var header: UnsafeMutablePointer<pcap_pkthdr>?
        var octets: UnsafePointer<UInt8>?
        var packets: [Packet] = []
        while unsafe pcap_next_ex(handle, &header, &octets) == 1 {
            let found = unsafe header!.pointee
            packets.append(
                Packet(
                    time: Int64(found.ts.tv_sec) * 1_000_000_000 + Int64(found.ts.tv_usec),
                    octets: unsafe Array(UnsafeBufferPointer(start: octets, count: Int(found.caplen))),
                    original: Int(found.len)))
        }
        return packets
    }
}
