import Testing

/// Product rule 1: what blocks must be proof.
@Suite("proof in rule files")
struct RuleProofTests {
    private static let proof = "proof:\n  - {feature: proven_flows, at_least: 10}"

    @Test(
        "proof is a lower bound of what only a receiver of our answers can raise",
        arguments: [
            "proven_flows, at_least: 1", "proven_flows, at_least: 10", "established_connections, at_least: 100",
        ])
    func accepted(_ condition: String) {
        #expect(RuleTexts.problems(RuleTexts.good(replacing: "proven_flows, at_least: 10", with: condition)) == [])
    }

    @Test(
        "anything that can be forged is refused",
        arguments: [
            "syn_packets, at_least: 10", "new_flows, at_least: 10", "refused_flows, at_least: 1",
            "proven_flows, at_most: 10",
            "proven_flows, at_least: 0", "proven_flows, at_least: -1", "proven_flows, at_least: 0.5",
        ])
    func forged(_ condition: String) {
        let problems = RuleTexts.problems(RuleTexts.good(replacing: "proven_flows, at_least: 10", with: condition))
        #expect(problems.count == 1 && problems[0].hasPrefix("12: `proof` needs"), "\(problems)")
    }

    @Test("other conditions may stand beside proof")
    func beside() {
        let text = Self.proof + "\n  - {feature: syn_packets, at_least: 10}"
        #expect(RuleTexts.problems(RuleTexts.good(replacing: Self.proof, with: text)) == [])
    }

    @Test("an empty proof is no proof")
    func empty() {
        let problems = RuleTexts.problems(RuleTexts.good(replacing: Self.proof, with: "proof: []"))
        #expect(problems == ["11: `proof` must hold at least one condition"])
    }

    @Test("proof of who opened the flows says nothing of a destination or a peer")
    func others() {
        for text in [
            RuleTexts.good(replacing: "entity: pair", with: "entity: destination"),
            RuleTexts.good(replacing: "action: block", with: "action: block\nsubject: peer"),
        ] {
            let problems = RuleTexts.problems(text)
            #expect(
                problems.count == 1 && problems[0].contains("says nothing of a destination or a peer"), "\(problems)")
        }
    }
}
