import TestSupport
import Testing

/// Captures that are none, or not whole: the message says what is wrong and what to do, and nothing is lost.
@Suite struct BadCaptureTests {
    let folder: TemporaryFolder
    static let sample = Repository.samples + "/scan-syn.pcap"

    init() throws { folder = try TemporaryFolder() }

    /// Exits with 1, says each of `words`, and still sums up.
    private func expectFailure(_ outcome: Program.Outcome, _ words: String..., packets: Int = 0) throws {
        #expect(outcome.status == 1)
        for word in ["weir: "] + words { #expect(outcome.errors.contains(word), "\(outcome.errors)") }
        #expect(outcome.errors.split(separator: "\n").count == 1, "one line each: \(outcome.errors)")
        let summary = try JSONText.object(try #require(outcome.lines.last))
        #expect(summary["event"] as? String == "summary")
        #expect(summary["packets"] as? Int == packets)
    }

    private func analyze(_ paths: String...) throws -> Program.Outcome {
        try Program.run(["analyze", "--format", "json"] + paths)
    }

    @Test func noSuchFile() throws {
        try expectFailure(try analyze("/nowhere/x.pcap"), "\"/nowhere/x.pcap\" does not exist", "check the path")
    }

    @Test func anEmptyFile() throws {
        try expectFailure(try analyze(folder.write("x.pcap", [])), "x.pcap\" is empty", "capture again")
    }

    @Test func aTextFile() throws {
        let path = folder.write("x.pcap", "Dear reader,\n")
        try expectFailure(try analyze(path), "is not a capture", "Dear reader,", "give a pcap or pcapng file")
    }

    @Test func aDirectory() throws {
        try expectFailure(try analyze(folder.path), "is a directory", "name the capture files in it")
    }

    @Test func anUnknownLinkTypeIsNamedByItsNumber() throws {
        let path = folder.write("x.pcap", Pcap(linkType: 189).octets)
        try expectFailure(try analyze(path), "link type 189", "capture on an interface of one of the link types 0, 1,")
    }

    @Test func aDamagedHeader() throws {
        var octets = Pcap().octets
        octets[4] = 9
        try expectFailure(try analyze(folder.write("x.pcap", octets)), "damaged at octet 4", "version 9.4", "again")
        try expectFailure(
            try analyze(folder.write("y.pcap", Array(octets.prefix(10)))), "truncated", "starts at octet 0")
    }

    @Test func aTruncatedCaptureGivesEveryWholePacketBefore() throws {
        let octets = Array(try Sample.octets().prefix(20_000))
        let whole = folder.write("whole.pcap", Array(octets.prefix(19_942)))
        let cut = folder.write("cut.pcap", octets)
        let expected = try analyze(whole)
        #expect(expected.status == 0 && expected.events("verdict").count == 2)
        let outcome = try analyze(cut)
        try expectFailure(outcome, "truncated", "starts at octet 19942", "every packet before was read", packets: 251)
        #expect(outcome.lines.dropLast() == expected.lines.dropLast())
    }

    @Test func damageInTheMiddleLosesNothingBefore() throws {
        var octets = try Sample.octets()
        // The captured length of the record at 19,942 becomes 2 GB.
        octets.replaceSubrange(19_950..<19_954, with: [0, 0, 0, 0x7f])
        let outcome = try analyze(folder.write("x.pcap", octets))
        try expectFailure(
            outcome, "damaged at octet 19942", "more than 262144", "copy or capture it again", packets: 251)
        #expect(outcome.events("verdict").count == 2)
    }

    @Test func damagedGzip() throws {
        let path = folder.write("x.pcap.gz", [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0xff, 0xff, 0xff])
        try expectFailure(try analyze(path), "damaged gzip", "gzip -t")
    }

    @Test func oneBadAmongGoodCapturesCostsNoneOfTheOthers() throws {
        let good = try analyze(Self.sample)
        let outcome = try analyze("/nowhere/x.pcap", Self.sample, folder.write("y.pcap", "text"))
        #expect(outcome.status == 1)
        #expect(outcome.lines.dropLast() == good.lines.dropLast())
        #expect(outcome.errors.split(separator: "\n").count == 2)
        #expect(outcome.errors.contains("/nowhere/x.pcap") && outcome.errors.contains("y.pcap"))
        #expect(try JSONText.object(try #require(outcome.lines.last))["packets"] as? Int == 590)
    }

    @Test func theTableSaysWhatCouldBeReadAndNothingWhereNothingCould() throws {
        let cut = folder.write("cut.pcap", Array(try Sample.octets().prefix(20_000)))
        let partly = try Program.run("analyze", cut)
        #expect(partly.status == 1 && partly.output.contains("port-scan") && partly.errors.contains("truncated"))
        let none = try Program.run("analyze", folder.write("x.pcap", []))
        #expect(none.status == 1)
        #expect(none.output == "", "no table that says all is well")
    }

    @Test func standardInputIsReadAndNamedAsDash() throws {
        let good = try Program.run(["analyze", "--format", "json", "-"], input: try Sample.octets())
        #expect(good.status == 0 && good.events("verdict").count == 2)
        let bad = try Program.run(["analyze", "--format", "json", "-"], input: Array("text".utf8))
        #expect(bad.status == 1 && bad.errors.hasPrefix("weir: \"-\" is not a capture"))
        let empty = try Program.run("analyze", "--format", "json", "-")
        #expect(empty.status == 1 && empty.errors.hasPrefix("weir: \"-\" is empty"))
    }
}
