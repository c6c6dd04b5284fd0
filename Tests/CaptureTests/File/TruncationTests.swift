import Capture
import Testing

/// Every prefix of a capture gives the whole packets in it and says where it was cut.
@Suite struct TruncationTests {
    @Test(arguments: OctetWriter.Order.allCases, PcapFixture.Flavour.allCases)
    func everyPrefixOfAPcap(order: OctetWriter.Order, flavour: PcapFixture.Flavour) {
        let fixture = PcapFixture(order: order, flavour: flavour, packets: Packet.samples)
        for count in 0...fixture.octets.count {
            let outcome = Outcome(Array(fixture.octets[..<count]))
            let whole = fixture.boundaries.lastIndex { $0 <= count }
            #expect(outcome.packets == Array(fixture.packets[..<(whole ?? 0)]), "\(count)")
            #expect(outcome.statistics.packets == UInt64(whole ?? 0))
            let start = whole.map { fixture.boundaries[$0] } ?? 0
            #expect(outcome.error == expected(count, start, Array(fixture.octets[..<min(count, 16)])), "\(count)")
        }
    }

    @Test(arguments: OctetWriter.Order.allCases)
    func everyPrefixOfAPcapng(order: OctetWriter.Order) {
        let fixture = PcapngFixture.mixed(order)
        for count in 0...fixture.octets.count {
            let outcome = Outcome(Array(fixture.octets[..<count]))
            let block = fixture.boundaries.lastIndex { $0 <= count }!
            let whole = fixture.packetsBefore[block]
            #expect(outcome.packets == Array(PcapngFixture.mixedPackets[..<whole]), "\(count)")
            let start = fixture.boundaries[block]
            #expect(outcome.error == expected(count, start, Array(fixture.octets[..<min(count, 16)])), "\(count)")
        }
    }

    private func expected(_ count: Int, _ start: Int, _ octets: [UInt8]) -> CaptureError? {
        if count == 0 { return .emptyFile(path: "x") }
        if count < 4 { return .notACapture(path: "x", start: octets) }
        return count == start ? nil : .truncated(path: "x", offset: start)
    }
}
