import Capture
import Testing

@Suite struct PcapngTests {
    @Test(arguments: OctetWriter.Order.allCases)
    func readsEveryBlockOfPackets(order: OctetWriter.Order) {
        let outcome = Outcome(PcapngFixture.mixed(order).octets)
        #expect(outcome.error == nil)
        #expect(outcome.packets == PcapngFixture.mixedPackets)
        #expect(outcome.statistics.withoutTimestamp == 1)
    }

    @Test func readsSectionsOfDifferentByteOrder() {
        var file = PcapngFixture(.little)
        for order in [OctetWriter.Order.little, .big, .little] {
            file.section(order)
            file.interface()
            file.interface()
            file.enhanced(Packet.samples[0], id: 1)
        }
        let outcome = Outcome(file.octets)
        #expect(outcome.error == nil)
        #expect(outcome.packets.map(\.interface) == [1, 3, 5])
        #expect(outcome.packets.allSatisfy { $0.octets == Packet.samples[0].octets })
    }

    @Test(
        arguments: [
            (nil, 1_500_000, 1_500_000_000), (0, 3, 3_000_000_000), (3, 1_500, 1_500_000_000), (9, 1_234, 1_234),
            (12, 1_234_999, 1_234), (19, 15_000_000_000_000_000_000, 1_500_000_000),
            (0x80 | 10, 1_536, 1_500_000_000), (0x80 | 63, 1 << 62, 500_000_000), (0x80, 2, 2_000_000_000),
            (6, .max, .max), (0, .max, .max), (9, .max, .max),
        ] as [(UInt8?, UInt64, Int64)])
    func readsEveryTimeResolution(resolution: UInt8?, ticks: UInt64, nanoseconds: Int64) {
        for order in OctetWriter.Order.allCases {
            var file = PcapngFixture(order)
            file.section()
            file.interface(resolution: resolution)
            file.enhanced(Packet.samples[0], ticks: ticks)
            #expect(Outcome(file.octets).packets.map(\.time) == [nanoseconds])
        }
    }

    @Test(arguments: OctetWriter.Order.allCases)
    func addsTheTimeOffset(order: OctetWriter.Order) {
        for (offset, time) in [(100, 101_000_000_000), (-3, -2_000_000_000), (.max, .max)]
            as [(Int64, Int64)]
        {
            var file = PcapngFixture(order)
            file.section()
            file.interface(offset: offset)
            file.enhanced(Packet.samples[0], ticks: 1_000_000)
            #expect(Outcome(file.octets).packets.map(\.time) == [time])
        }
    }

    @Test(arguments: [20, 127, 0x80 | 64, 0xff] as [UInt8])
    func refusesAResolutionBeyond64Bits(resolution: UInt8) {
        var file = PcapngFixture()
        file.section()
        file.interface(resolution: resolution)
        #expect(Outcome(file.octets).error?.damageOffset == 28)
    }

    @Test func anUnsupportedLinkTypeMattersWhenItsPacketComes() {
        var file = PcapngFixture()
        file.section()
        file.interface()
        file.interface(linkType: 105)
        file.enhanced(Packet.samples[0])
        #expect(Outcome(file.octets).error == nil)
        file.enhanced(Packet.samples[0], id: 1)
        let outcome = Outcome(file.octets)
        #expect(outcome.packets.count == 1)
        #expect(outcome.error == .unsupportedLinkType(source: "x", number: 105))
    }

    @Test func refusesPacketsOfInterfacesThatWereNotDescribed() {
        var file = PcapngFixture()
        file.section()
        file.simple(Packet.samples[0])
        #expect(Outcome(file.octets).error?.damageOffset == 28)
        file.section()
        file.interface()
        file.section()
        file.enhanced(Packet.samples[0])
        #expect(Outcome(Array(file.octets.dropFirst(file.boundaries[2]))).error != nil)
    }

    @Test func cutsSimplePacketsAtTheSnapLength() {
        var file = PcapngFixture()
        file.section()
        file.interface(snapLength: 5)
        file.simple(Packet(time: 0, octets: [1, 2, 3, 4, 5], original: 9))
        #expect(Outcome(file.octets).packets == [Packet(time: 0, octets: [1, 2, 3, 4, 5], original: 9)])
    }

    @Test func countsOddLengths() {
        var file = PcapngFixture()
        file.section()
        file.interface(snapLength: 4)
        file.enhanced(Packet(time: 0, octets: [1, 2, 3, 4, 5], original: 3))
        let outcome = Outcome(file.octets)
        #expect(outcome.packets == [Packet(time: 0, octets: [1, 2, 3, 4, 5])])
        #expect(outcome.statistics.overSnapLength == 1)
        #expect(outcome.statistics.overOriginalLength == 1)
    }

    @Test(arguments: OctetWriter.Order.allCases)
    func passesOverBlocksLongerThanTheBuffer(order: OctetWriter.Order) {
        var file = PcapngFixture(order)
        file.section()
        file.block(0x0bad) { $0.append([UInt8](repeating: 6, count: 3 << 20)) }
        file.interface()
        file.enhanced(Packet.samples[0], options: [UInt8](repeating: 6, count: 2 << 20))
        file.enhanced(Packet.samples[2])
        let outcome = Outcome(file.octets)
        #expect(outcome.error == nil)
        #expect(outcome.packets == [Packet.samples[0], Packet.samples[2]])
        let start = file.boundaries[3]
        let cut = Outcome(Array(file.octets[..<(file.boundaries[4] - 5)]))
        #expect(cut.packets == [Packet.samples[0]])
        #expect(cut.error == .truncated(path: "x", offset: start))
    }

    @Test func readsTheLongestPacketAndNoLonger() {
        var file = PcapngFixture()
        file.section()
        file.interface()
        let longest = Packet(time: 0, octets: [UInt8](repeating: 9, count: 262_144))
        file.enhanced(longest)
        let start = file.octets.count
        file.enhanced(Packet(time: 0, octets: longest.octets + [9]))
        let outcome = Outcome(file.octets)
        #expect(outcome.packets == [longest])
        #expect(outcome.error?.damageOffset == start)
    }

    @Test func boundsTheNumberOfInterfaces() {
        var file = PcapngFixture()
        file.section()
        file.interface()
        let one = Array(file.octets[28...])
        let most = Array(repeatElement(one, count: 65_535).joined())
        #expect(Outcome(file.octets + most).error == nil)
        #expect(Outcome(file.octets + most + one).error?.damageOffset == 28 + 65_536 * one.count)
    }

    @Test func refusesContradictions() {
        var file = PcapngFixture()
        file.section()
        file.interface()
        let start = file.octets.count
        file.enhanced(Packet.samples[0])
        for (place, value) in [(4, 0), (4, 93), (4, 8), (20, 61 + 8), (88, 91)] as [(Int, UInt8)] {
            var octets = file.octets
            octets[start + place] = value
            #expect(Outcome(octets).error?.damageOffset == start, "\(place)")
        }
        var other = PcapngFixture()
        other.section(major: 2)
        #expect(Outcome(other.octets).error?.damageOffset == 0)
    }
}
