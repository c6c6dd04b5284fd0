import Capture
import Testing

@Suite struct PcapTests {
    @Test(arguments: OctetWriter.Order.allCases, PcapFixture.Flavour.allCases)
    func readsEveryByteOrderAndPrecision(order: OctetWriter.Order, flavour: PcapFixture.Flavour) {
        var packets = Packet.samples
        if flavour == .nanoseconds { packets[0].time += 1 }
        let outcome = Outcome(PcapFixture(order: order, flavour: flavour, packets: packets).octets)
        #expect(outcome.error == nil)
        #expect(outcome.packets == packets)
        #expect(outcome.statistics.packets == 3)
        #expect(outcome.statistics.octets == 65)
    }

    @Test(arguments: [(2, 2), (2, 3), (2, 4), (543, 0)] as [(UInt16, UInt16)])
    func readsEveryVersion(version: (UInt16, UInt16)) {
        #expect(Outcome(PcapFixture(version: version, packets: Packet.samples).octets).packets == Packet.samples)
    }

    @Test func version23MayHaveItsLengthsSwapped() {
        var octets = PcapFixture(version: (2, 3), packets: [Packet.samples[2]]).octets
        octets.swapAt(24 + 8, 24 + 12)
        #expect(Outcome(octets).packets == [Packet.samples[2]])
    }

    @Test(arguments: [(1, 4), (2, 5), (3, 0)] as [(UInt16, UInt16)])
    func refusesOtherVersions(version: (UInt16, UInt16)) {
        #expect(Outcome(PcapFixture(version: version).octets).error?.damageOffset == 4)
    }

    @Test func aHeaderAloneIsAnEmptyCapture() {
        #expect(Outcome(PcapFixture().octets).error == nil)
    }

    @Test func countsPacketsOverTheSnapLength() {
        let outcome = Outcome(PcapFixture(snapLength: 59, packets: Packet.samples).octets)
        #expect(outcome.packets == Packet.samples)
        #expect(outcome.statistics.overSnapLength == 1)
    }

    @Test func raisesAnOriginalLengthBelowTheCapturedOne() {
        let outcome = Outcome(PcapFixture(packets: [Packet(time: 0, octets: [1, 2, 3], original: 2)]).octets)
        #expect(outcome.packets == [Packet(time: 0, octets: [1, 2, 3])])
        #expect(outcome.statistics.overOriginalLength == 1)
    }

    @Test func readsTheLongestPacketAndNoLonger() {
        let longest = Packet(time: 0, octets: [UInt8](repeating: 9, count: 262_144))
        let longer = Packet(time: 0, octets: [UInt8](repeating: 9, count: 262_145))
        let outcome = Outcome(PcapFixture(snapLength: 0, packets: [longest, longer]).octets)
        #expect(outcome.packets == [longest])
        #expect(outcome.error?.damageOffset == 24 + 16 + 262_144)
        #expect(outcome.statistics.packets == 1)
    }

    @Test func readsTheFirstAndTheLastSecond() {
        let packets = [Packet(time: 0, octets: [1]), Packet(time: 4_294_967_295_999_999_000, octets: [1])]
        #expect(Outcome(PcapFixture(packets: packets).octets).packets == packets)
    }

    @Test func passesOverTheFrameCheckSequenceBits() {
        #expect(Outcome(PcapFixture(network: 0x5000_0001, packets: Packet.samples).octets).packets == Packet.samples)
    }

    @Test func refusesAnUnsupportedLinkTypeByNumber() {
        #expect(Outcome(PcapFixture(network: 105).octets).error == .unsupportedLinkType(source: "x", number: 105))
    }

    @Test func readsPacketsAcrossManyBuffers() {
        var random = SystemRandomNumberGenerator()
        let packets = (0..<5_000).map { index in
            let length = Int.random(in: 0...1_600, using: &random)
            return Packet(
                time: Int64(index) * 1_000, octets: [UInt8](repeating: UInt8(index & 0xff), count: length))
        }
        let outcome = Outcome(PcapFixture(packets: packets).octets)
        #expect(outcome.error == nil)
        #expect(outcome.packets == packets)
    }
}
