import TestSupport
import Testing

/// The options that bound what is blocked, on captures whose answer without them is known.
@Suite struct PolicyOptionTests {
    /// Passwords guessed over proven paths: a block.
    static let guessing = Repository.samples + "/brute-ssh-users.pcap.gz"
    /// SYNs from one address to one server, whose handshakes never end: no proof.
    static let flood = Repository.samples + "/flood-syn.pcap.gz"
    static let attacker = "198.51.100.66"

    /// What the blacklist says of the attacker.
    private func entries(_ capture: String, _ options: String...) throws -> [[String: Any]] {
        let outcome = try Program.run(["analyze", "--format", "json", capture] + options)
        #expect(outcome.status == 0 && !outcome.events("verdict").isEmpty)
        return try outcome.events("blacklist").map { try JSONText.object($0) }
            .filter { $0["ip"] as? String == Self.attacker }
    }

    private func actions(_ entries: [[String: Any]]) -> [String] { entries.compactMap { $0["action"] as? String } }

    @Test func byDefaultOnlyProofBlocks() throws {
        let proven = try entries(Self.guessing)
        #expect(actions(proven) == ["block"])
        #expect(proven.allSatisfy { $0["simulated"] == nil })
        let unproven = try entries(Self.flood)
        #expect(!unproven.isEmpty && actions(unproven).allSatisfy { $0 == "monitor" })
        #expect(unproven.allSatisfy { ($0["reason"] as? String)?.contains("no proof of path") == true })
    }

    @Test func observeModeMarksItsEntries() throws {
        let observed = try entries(Self.guessing, "--mode", "observe")
        #expect(actions(observed) == ["block"])
        #expect(observed.allSatisfy { $0["simulated"] as? Bool == true })
        let table = try Program.run("analyze", "--mode", "observe", Self.guessing)
        #expect(table.output.contains("block (simulated)"))
    }

    @Test(arguments: ["198.51.100.66", "198.51.100.0/24", "0.0.0.0/0"]) func theAllowlistWins(_ block: String) throws {
        #expect(try entries(Self.guessing, "--allow", "192.0.2.0/24", "--allow", block).isEmpty)
    }

    @Test func anAllowlistOfOthersChangesNothing() throws {
        #expect(
            actions(try entries(Self.guessing, "--allow", "198.51.100.0/26", "--allow", "2001:db8::/32")) == ["block"])
    }

    @Test func theOperatorsOwnRiskIsTakenForTheKindNamedOnly() throws {
        let wanted = try actions(entries(Self.flood, "--block-without-proof", "syn-flood"))
        #expect(wanted.contains { $0 != "monitor" }, "\(wanted)")
        #expect(try actions(entries(Self.flood, "--block-without-proof", "port-scan")).allSatisfy { $0 == "monitor" })
    }

    @Test func aBudgetOfNoneOnlyMonitorsAndSaysSo() throws {
        let entries = try entries(Self.guessing, "--blocks-per-minute", "0")
        #expect(actions(entries) == ["monitor"])
        #expect(
            entries.allSatisfy { ($0["reason"] as? String)?.contains("over the budget of 0 blocks a minute") == true })
        let table = try Program.run("analyze", "--blocks-per-minute", "0", Self.guessing)
        #expect(table.output.contains("blocks_over_budget 1"))
    }
}
