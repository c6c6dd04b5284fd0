import Engine
import TestSupport
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

    @Test func anIncidentIsOneRowAndASimulatedBlockSaysSo() throws {
        var stage = try Stage { $0.policy.mode = .observe }
        AttackTests.guessPasswords(&stage, from: 10)
        AttackTests.guessPasswords(&stage, from: 1_000)
        stage.finish()
        // The second is another attack, so long after the first; each may be said again as it gets worse.
        let (verdicts, entries) = (stage.verdicts.count, stage.entries.count)
        #expect(stage.verdicts.count { $0.incident.state == .opened } == 2)
        var table = TableFormat()
        for event in stage.events { table.add(event) }
        let lines = table.text().split(separator: "\n")
        #expect(lines.filter { $0.contains("198.51.100.9  192.0.2.10  brute-force") }.count == 2, "\(lines)")
        #expect(lines.filter { $0.contains("block (simulated)") }.count == 2)
        let summary = TableFormat.summary(stage.pipeline.counters, captures: 1, seconds: 0.5)
        #expect(
            summary == "1 capture, 256 packets, 32 flows, \(verdicts) verdicts, \(entries) blacklist entries in 0.5 s\n"
        )
    }
}
