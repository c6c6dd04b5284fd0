import Detection

/// Texts of rules.
enum RuleTexts {
    /// A rule without a mistake; tests change one line of it.
    static let good = """
        description: Many ports of one host.
        entity: pair
        when:
          - window: 10
            all:
              - {feature: new_flows, at_least: 20, usual: 2}
              - {feature: response_share, at_most: 0.5, usual: 0.45}
          - window: 60
            all:
              - {feature: new_flows, at_least: 40, usual: 5}
        proof:
          - {feature: proven_flows, at_least: 10}
        kind: port-scan
        severity: high
        attack: [T1046, T1595.001]
        references: ["https://example.org/scan"]
        action: block
        normal_share: 0.995
        """

    /// The good rule with one text replaced, which must be there once.
    static func good(replacing old: String, with new: String) -> String {
        precondition(good.split(separator: old, omittingEmptySubsequences: false).count == 2, "not there once: \(old)")
        return good.replacing(old, with: new)
    }

    static func file(_ text: String, name: String = "test") -> RuleFile {
        RuleFile(path: "rules/\(name).yaml", name: name, text: text)
    }

    /// The rule of a text that has no mistake.
    static func rule(_ text: String) throws -> Rule {
        try RuleSet(files: [file(text)]).rules[0]
    }

    /// Every problem of a text, as `line: message`; without one, none.
    static func problems(_ text: String) -> [String] {
        do throws(RuleErrors) {
            _ = try RuleSet(files: [file(text)])
            return []
        } catch {
            return error.problems.map { "\($0.line): \($0.message)" }
        }
    }
}
