import TestSupport
import Testing

/// Captures that are whole but odd: they are read to the end and exit with 0.
@Suite struct OddPacketTests {
    let folder: TemporaryFolder
    static let frame = Frames.ethernet(0x0800, Frames.ipv4(.udp, Frames.udp()))

    init() throws { folder = try TemporaryFolder() }

    private func summary(_ pcap: Pcap, _ arguments: String...) throws -> [String: Any] {
        let path = folder.write("x.pcap", pcap.octets)
        let outcome = try Program.run(["analyze", "--format", "json"] + arguments + [path])
        #expect(outcome.status == 0 && outcome.errors == "")
        return try JSONText.object(try #require(outcome.lines.last))
    }

    @Test func noPacketsAtAll() throws {
        let summary = try summary(Pcap())
        #expect(summary["packets"] as? Int == 0)
    }

    @Test func packetsOfLengthZeroAreCountedAsTruncated() throws {
        var pcap = Pcap()
        pcap.add([], microseconds: 1_000_000)
        pcap.add(Self.frame, microseconds: 2_000_000)
        pcap.add([], microseconds: 3_000_000)
        let summary = try summary(pcap)
        #expect(summary["packets"] as? Int == 3)
        #expect(summary["flows"] as? Int == 1)
        let dropped = try #require(summary["dropped"] as? [String: Int])
        #expect(dropped.values.reduce(0, +) == 2, "\(dropped)")
    }

    @Test func aCapturedLengthAboveTheSnapLengthIsTaken() throws {
        var pcap = Pcap(snapLength: 20)
        pcap.add(Self.frame, microseconds: 1_000_000)
        let summary = try summary(pcap)
        #expect(summary["flows"] as? Int == 1)
        #expect(summary["bytes"] as? Int == Self.frame.count)
        #expect((summary["dropped"] as? [String: Int])?.isEmpty == true)
    }

    @Test func aPacketThatWasCutIsMeteredByItsLengthOnTheWire() throws {
        var pcap = Pcap(snapLength: 60)
        pcap.add(Array(Self.frame.prefix(42)), microseconds: 1_000_000, originalLength: Self.frame.count)
        let summary = try summary(pcap)
        #expect(summary["flows"] as? Int == 1)
        #expect(summary["bytes"] as? Int == Self.frame.count)
    }

    @Test func timestampsThatGoBackwardsLoseNothingAndNeverRunBackInTheOutput() throws {
        var pcap = Pcap()
        for second in [10, 12, 5, 11, 3, 20] as [Int64] { pcap.add(Self.frame, microseconds: second * 1_000_000) }
        let path = folder.write("x.pcap", pcap.octets)
        let outcome = try Program.run("analyze", "--format", "json", "--flows", path)
        #expect(outcome.status == 0)
        let flows = try outcome.events("flow").map { try JSONText.object($0) }
        #expect(flows.compactMap { $0["forward_packets"] as? Int }.reduce(0, +) == 6)
        for flow in flows { #expect(try #require(flow["start"] as? String) <= #require(flow["end"] as? String)) }
        let summary = try JSONText.object(try #require(outcome.lines.last))
        #expect(summary["last"] as? String == "1970-01-01T00:00:20.000000Z")
    }

    @Test func timestampsAtTheEndsOfTheFormatEndInGoodTime() throws {
        var pcap = Pcap()
        pcap.add(Self.frame, microseconds: 0)
        pcap.add(Self.frame, microseconds: 4_294_967_295_000_000)
        pcap.add(Self.frame, microseconds: 1_000_000)
        let began = ContinuousClock.now
        let summary = try summary(pcap)
        #expect(summary["packets"] as? Int == 3)
        #expect(began.duration(to: .now) < .seconds(20), "136 years are not passed through second by second")
    }
}
