import Features

/// Matches rules. The first alternative of a rule that holds is its finding.
public struct RuleDetector: Detector {
    private let rules: [[Rule]]

    public init(_ rules: RuleSet) {
        self.rules = EntityRole.allCases.map { role in rules.rules.filter { $0.role == role } }
    }

    public mutating func findings(in windows: EntityWindows, second: Int64) -> [Finding] {
        var findings: [Finding] = []
        for rule in rules[Int(windows.entity.role.rawValue)] {
            if let alternative = rule.alternatives.first(where: { Self.holds($0.conditions, $0.span, windows) }) {
                findings.append(finding(rule, alternative, windows))
            }
        }
        return findings
    }

    private static func holds(_ conditions: [Rule.Condition], _ span: WindowSpan, _ windows: EntityWindows) -> Bool {
        for condition in conditions where !condition.holds(for: windows.value(condition.feature, over: span)) {
            return false
        }
        return true
    }

    private func finding(_ rule: Rule, _ alternative: Rule.Alternative, _ windows: EntityWindows) -> Finding {
        var excess = 1.0
        var reasons: [(reason: Reason, weight: Double)] = []
        for condition in alternative.conditions {
            let observed = windows.value(condition.feature, over: alternative.span)
            let times = condition.excess(of: observed)
            excess = max(excess, times)
            let reason = Reason(feature: condition.feature.name, observed: observed, expected: condition.usual)
            reasons.append((reason, times))
        }
        // Stable: conditions with the same weight keep the order of the rule.
        let ordered = reasons.enumerated().sorted { ($1.element.weight, $0.offset) < ($0.element.weight, $1.offset) }
        let proven = !rule.proof.isEmpty && Self.holds(rule.proof, alternative.span, windows)
        return Finding(
            kind: rule.kind, span: alternative.span, score: Self.score(rule.normalShare, excess: excess),
            severity: rule.severity, rule: rule.id, attack: rule.attack, proofOfPath: proven,
            reasons: ordered.map(\.element.reason), response: rule.response)
    }

    /// The share of normal windows that score lower: `normalShare` of them lie below the threshold, and beyond it the tail
    /// falls as 1/x, which is what counts of network traffic do at most (heavy tails; Crovella and Bestavros, ToN 1997).
    static func score(_ normalShare: Double, excess: Double) -> Double {
        1 - (1 - normalShare) / max(1, excess)
    }
}
