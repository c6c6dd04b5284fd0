import Detection
import Testing

@Suite("mistakes in rule files")
struct RuleMistakeTests {
    @Test(
        "one wrong line is one problem with its line and what to do",
        arguments: [
            (
                "entity: pair", "entity: pear",
                "2: `entity` must be one of source, destination, pair, domain, not `pear`"
            ),
            ("window: 10", "window: 5", "4: `window` must be one of 1, 10, 60, 600, not `5`"),
            ("kind: port-scan", "kind: portscan", "13: `kind` must be one of port-scan, host-sweep"),
            (
                "severity: high", "severity: urgent",
                "14: `severity` must be one of low, medium, high, critical, not `urgent`"
            ),
            (
                "action: block", "action: drop",
                "17: `action` must be one of none, monitor, rate_limit, block, not `drop`"
            ),
            ("action: block", "action: [block]", "17: `action` must be a text"),
            ("action: block", "action: block\nsubject: me", "18: `subject` must be one of entity, peer, not `me`"),
            ("severity: high", "severty: high", "14: a rule has no key `severty`; did you mean `severity`?"),
            ("window: 60", "windw: 60", "8: an item of `when` has no key `windw`; did you mean `window`?"),
            ("at_least: 40, ", "atleast: 40, ", "10: a condition has no key `atleast`; did you mean `at_least`?"),
            (
                "new_flows, at_least: 40", "newflows, at_least: 40",
                "10: there is no feature `newflows`; did you mean `new_flows`?"
            ),
            ("new_flows, at_least: 40", "zebra, at_least: 40", "10: there is no feature `zebra`; see docs/features.md"),
            ("at_least: 40", "at_least: forty", "10: `at_least` must be a number, not `forty`"),
            ("at_least: 40", "at_least: [40]", "10: `at_least` must be a number, not a list or mapping"),
            ("at_least: 40", "at_least: nan", "10: `at_least` must be a number, not `nan`"),
            ("at_least: 40", "at_least: inf", "10: `at_least` must be a number, not `inf`"),
            ("at_least: 40", "at_least: 1e999", "10: `at_least` must be a number, not `1e999`"),
            ("usual: 5", "usual: ~", "10: `usual` must be a number, not `~`"),
            (", usual: 5", "", "10: `usual` is missing"),
            (
                "at_least: 40", "at_least: 40, at_most: 50",
                "10: a condition needs exactly one of `at_least` and `at_most`"
            ),
            ("at_least: 40, ", "", "10: a condition needs exactly one of `at_least` and `at_most`"),
            ("feature: new_flows, at_least: 40", "at_least: 40", "10: `feature` is missing"),
            ("{feature: new_flows, at_least: 40, usual: 5}", "new_flows", "10: a condition is a mapping such as"),
            (
                "      - {feature: new_flows, at_least: 40, usual: 5}", "      []",
                "10: `all` must hold at least one condition"
            ),
            ("      - {feature: new_flows, at_least: 40, usual: 5}", "      40", "10: conditions are a list"),
            ("T1595.001", "T1595.1", "15: `T1595.1` is not an ATT&CK technique id such as T1046 or T1498.001"),
            ("T1595.001", "t1595", "15: `t1595` is not an ATT&CK technique id"),
            ("T1595.001", "T15951", "15: `T15951` is not an ATT&CK technique id"),
            ("T1595.001", "[T1595]", "15: `attack` must be a list of texts"),
            ("[T1046, T1595.001]", "T1046", "15: `attack` must be a list of texts"),
            ("0.995", "0.4", "18: normal_share must lie between 0.5 and 0.9999999, not 0.4"),
            ("0.995", "1", "18: normal_share must lie between 0.5 and 0.9999999, not 1.0"),
            ("0.995", "most", "18: `normal_share` must be a number, not `most`"),
            ("description: Many ports of one host.", "description: ''", "1: `description` must be a text"),
        ])
    func mistake(_ old: String, _ new: String, _ expected: String) {
        let problems = RuleTexts.problems(RuleTexts.good(replacing: old, with: new))
        #expect(problems.contains { $0.hasPrefix(expected) }, "\(problems)")
        // A misspelt key is also a missing one.
        #expect(problems.count == (expected.contains("has no key") ? problems.count : 1), "\(problems)")
    }

    @Test("each key that must be there", arguments: ["description", "entity", "kind", "severity", "action"])
    func missing(_ key: String) {
        let lines = RuleTexts.good.split(separator: "\n").filter { !$0.hasPrefix("\(key):") }
        #expect(RuleTexts.problems(lines.joined(separator: "\n")) == ["1: `\(key)` is missing"])
    }

    @Test(
        "no `when`, an empty one, and one that is no list",
        arguments: ["", "when:", "when: []", "when: 10", "when: {window: 10}"])
    func when(_ when: String) {
        let text = "description: d\nentity: source\nkind: anomaly\nseverity: low\naction: none\n\(when)"
        let problems = RuleTexts.problems(text)
        #expect(problems.count == 1 && problems[0].contains("`when`"), "\(problems)")
    }

    @Test(
        "a key twice",
        arguments: [
            ("severity: high", "severity: high\nseverity: low", "severity"),
            ("usual: 5", "usual: 5, usual: 6", "usual"),
        ])
    func duplicate(_ old: String, _ new: String, _ key: String) {
        let problems = RuleTexts.problems(RuleTexts.good(replacing: old, with: new))
        #expect(problems.count == 1 && problems[0].hasSuffix("has a key twice: `\(key)`"), "\(problems)")
        #expect(problems[0].hasPrefix(key == "usual" ? "10:" : "14:"))
    }

    @Test("several mistakes in one file are all reported")
    func several() {
        let text = RuleTexts.good.replacing("pair", with: "pear").replacing("at_least", with: "at_leest").replacing(
            "high", with: "hi")
        let problems = RuleTexts.problems(text)
        #expect(problems.count { $0.contains("at_leest") } == 3)
        #expect(problems.contains { $0.hasPrefix("2:") } && problems.contains { $0.hasPrefix("14:") }, "\(problems)")
    }
}
