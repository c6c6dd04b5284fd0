import Detection
import Testing

/// Whoever may write into the folder of rules must not be able to stop the sensor.
@Suite("hostile rule files")
struct HostileRuleTests {
    @Test(
        "what is not YAML names the line",
        arguments: [
            ("description: [a, b", "1: is not YAML"), ("a: b\nc: {d: e", "2: is not YAML"),
            ("a: b\n\tc: d", "2: is not YAML"),
            ("a: b\nc: \"d", "2: is not YAML"), ("a: b\nc: d: e", "2: is not YAML"),
            ("a: b\nc: \u{1}", "2: is not YAML"),
            ("a: b\nc: \0", "2: is not YAML"), ("a: *nowhere", "1: is not YAML"),
            ("---\na: b\n---\nc: d", "3: is not YAML"),
        ])
    func notYAML(_ text: String, _ expected: String) {
        let problems = RuleTexts.problems(text)
        #expect(problems.count == 1 && problems[0].hasPrefix(expected), "\(problems)")
    }

    @Test(
        "what is no mapping", arguments: ["", "\n", "# nothing\n", "just words", "- a\n- b", "42", "~", "---\n...\n"])
    func notMapping(_ text: String) {
        #expect(RuleTexts.problems(text) == ["1: a rule is a mapping of keys to values; see rules/README.md"])
    }

    @Test("64 KiB are read, one octet more is not")
    func size() {
        let padding = String(repeating: "#", count: 65_536 - RuleTexts.good.utf8.count - 1)
        #expect(RuleTexts.problems(RuleTexts.good + "\n" + padding) == [])
        #expect(
            RuleTexts.problems(RuleTexts.good + "\n" + padding + "#") == [
                "0: holds 65537 octets; a rule file holds 65536 at most"
            ])
    }

    @Test(
        "deep nesting is refused before it is parsed",
        arguments: [
            String(repeating: "[", count: 60_000), String(repeating: "{a: ", count: 15_000),
            String(repeating: "- ", count: 30_000),
            String(repeating: "? ", count: 30_000), String(repeating: "[\n", count: 30_000),
            "a:\n" + String(repeating: "- ", count: 33) + "b",
            (0..<300).map { String(repeating: " ", count: $0) + "a:" }.joined(separator: "\n"),
        ])
    func deep(_ text: String) {
        let problems = RuleTexts.problems(text)
        #expect(
            problems.count == 1
                && (problems[0].contains("brackets are open") || problems[0].contains("is indented by")), "\(problems)")
    }

    @Test("nesting that is allowed still comes out as a problem with a line")
    func nearlyDeep() {
        let text = "when: " + String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
        #expect(RuleTexts.problems(text).contains { $0.contains("each item of `when`") })
    }

    @Test(
        "anchors are refused wherever YAML allows one",
        arguments: [
            "&a b: c", "a: &a b", "- &a b", "a: [&a b]", "a: [b,&a c]", "a: {b: &a c}", "? &a b", "a: !!str &a b",
            "--- &a b",
            "\u{FEFF}&a b: c", "a: b\r&a c: d", "a: b\u{85}&a c: d", "a: b\u{2028}&a c: d", "a:   \t&a b", "\"a\":&a b",
        ])
    func anchor(_ text: String) {
        let problems = RuleTexts.problems(text)
        #expect(problems.count == 1 && problems[0].contains("anchors and aliases"), "\(problems)")
    }

    @Test("an ampersand in words is no anchor", arguments: ["R&D", "this & that", "a &b", "ATT&CK", "\"a\" & b"])
    func ampersand(_ words: String) {
        #expect(RuleTexts.problems(RuleTexts.good(replacing: "Many ports of one host.", with: "Many \(words)")) == [])
    }

    @Test("an alias bomb, as value and as key", arguments: ["when: *x", "? *x\n: 1"])
    func bomb(_ use: String) {
        var text = "a0: &x [1, 1, 1, 1, 1, 1, 1, 1, 1]\n"
        for level in 1..<30 { text += "a\(level): &x [*x, *x, *x, *x, *x, *x, *x, *x, *x]\n" }
        let problems = RuleTexts.problems(text + use)
        #expect(problems.count == 1 && problems[0].hasPrefix("1: anchors"), "\(problems)")
    }

    @Test("long words come clipped into messages")
    func long() {
        let word = String(repeating: "x", count: 50_000)
        for text in [
            RuleTexts.good + "\n\(word): 1",
            RuleTexts.good(replacing: "new_flows, at_least: 40", with: "\(word), at_least: 40"),
            RuleTexts.good(replacing: "at_least: 40", with: "at_least: \(word)"),
            RuleTexts.good(replacing: "kind: port-scan", with: "kind: \(word)"),
            RuleTexts.good(replacing: "T1046", with: word),
            RuleTexts.good(replacing: "kind:", with: "\"\(word)\": 1\n\"\(word)\": 1\nkind:"),
        ] {
            let problems = RuleTexts.problems(text)
            #expect(!problems.isEmpty && problems.allSatisfy { $0.utf8.count < 500 }, "\(problems.map(\.utf8.count))")
        }
    }

    @Test("every prefix of a rule and every single changed octet ends with a rule or with problems")
    func mutations() {
        let octets = Array(RuleTexts.good.utf8)
        for length in 0..<octets.count { _ = RuleTexts.problems(String(decoding: octets[..<length], as: UTF8.self)) }
        for index in octets.indices {
            for octet in [0, 9, 10, 32, 38, 42, 45, 58, 63, 91, 93, 123, 125, 255] as [UInt8] {
                var changed = octets
                changed[index] = octet
                _ = RuleTexts.problems(String(decoding: changed, as: UTF8.self))
            }
        }
    }
}
