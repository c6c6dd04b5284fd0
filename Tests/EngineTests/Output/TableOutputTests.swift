import Testing

/// `weir analyze`: the table for people.
@Suite struct TableOutputTests {
    @Test func holdsNoControlCharactersAndFitsTheVerdicts() throws {
        let outcome = try Program.run(["analyze", "--separately"] + SampleCapture.all.map(\.path))
        #expect(outcome.status == 0)
        #expect(!outcome.output.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0.value == 0x7f })
        for word in ["port-scan", "syn-flood", "198.51.100.66", "10.20.0.10", "Blacklist", "block"] {
            #expect(outcome.output.contains(word), "\(word)")
        }
        #expect(outcome.errors == "", "progress shows on terminals only")
    }

    @Test func saysSoWhereThereIsNothingToReport() throws {
        let outcome = try Program.run("analyze", Repository.samples + "/benign-web.pcap.gz")
        #expect(outcome.status == 0)
        #expect(outcome.output.hasPrefix("Nothing to report.\n"))
        #expect(outcome.output.contains("2438 packets"))
    }

    @Test func anAttackThatGoesOnIsOneRow() throws {
        let outcome = try Program.run("analyze", Repository.samples + "/brute-ssh-slow.pcap.gz")
        let rows = outcome.output.split(separator: "\n").filter { $0.contains("brute-force  ") }
        #expect(rows.count == Set(rows.map { $0.dropFirst(19) }).count)
        #expect(!rows.isEmpty)
    }
}
