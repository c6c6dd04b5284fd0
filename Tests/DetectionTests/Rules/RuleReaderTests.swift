import Detection
import Features
import Testing

@Suite("rule files")
struct RuleReaderTests {
    @Test("every key of a good rule is read")
    func good() throws {
        let rule = try RuleTexts.rule(RuleTexts.good)
        #expect(rule.id == "test")
        #expect(rule.description == "Many ports of one host.")
        #expect(rule.role == .pair)
        #expect(rule.kind == .portScan)
        #expect(rule.severity == .high)
        #expect(rule.attack == ["T1046", "T1595.001"])
        #expect(rule.references == ["https://example.org/scan"])
        #expect(rule.response == Response(action: .block, subject: .entity))
        #expect(rule.normalShare == 0.995)
        #expect(rule.alternatives.map(\.span) == [.tenSeconds, .minute])
        #expect(rule.alternatives[0].conditions.map(\.feature.name) == ["new_flows", "response_share"])
        #expect(rule.alternatives[0].conditions.map(\.usual) == [2, 0.45])
        #expect(rule.proof.map(\.feature.name) == ["proven_flows"])
        guard case .atLeast(20) = rule.alternatives[0].conditions[0].bound,
            case .atMost(0.5) = rule.alternatives[0].conditions[1].bound
        else {
            Issue.record("bounds are not those of the file")
            return
        }
    }

    @Test("what may be left out has a default")
    func defaults() throws {
        let rule = try RuleTexts.rule(
            """
            description: d
            entity: source
            when: [{window: 1, all: [{feature: new_flows, at_least: 1, usual: 0}]}]
            kind: anomaly
            severity: low
            action: none
            """)
        #expect(rule.response.subject == .entity)
        #expect(rule.normalShare == 0.999)
        #expect(rule.proof.isEmpty && rule.attack.isEmpty && rule.references.isEmpty)
    }

    @Test("subject: peer")
    func peer() throws {
        let text = RuleTexts.good.replacing(
            "proof:\n  - {feature: proven_flows, at_least: 10}\n", with: "subject: peer\n")
        #expect(try RuleTexts.rule(text).response.subject == .peer)
    }

    @Test("rules come in order of their ids, whatever the order of the files")
    func order() throws {
        let files = ["c", "a", "b"].map { RuleTexts.file(RuleTexts.good, name: $0) }
        #expect(try RuleSet(files: files).rules.map(\.id) == ["a", "b", "c"])
    }

    @Test("no files are a mistake")
    func none() {
        #expect(throws: RuleErrors.self) { try RuleSet(files: []) }
    }

    @Test("all problems of all files come at once, each with its file and line")
    func together() {
        let files = [
            RuleTexts.file(RuleTexts.good(replacing: "kind: port-scan", with: "kind: port-skan"), name: "b"),
            RuleTexts.file(RuleTexts.good, name: "c"),
            RuleTexts.file(
                RuleTexts.good.replacing("window: 60", with: "window: 61").replacing(
                    "severity: high", with: "severity: bad"),
                name: "a"),
        ]
        let error = #expect(throws: RuleErrors.self) { try RuleSet(files: files) }
        let lines = error?.description.split(separator: "\n").map {
            $0.split(separator: ":").prefix(2).joined(separator: ":")
        }
        #expect(lines?.sorted() == ["rules/a.yaml:14", "rules/a.yaml:8", "rules/b.yaml:13"])
    }
}
