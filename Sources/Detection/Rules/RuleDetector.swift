import Features

/// Matches rules. The first alternative of a rule that holds with proof is its finding; without one, the first that holds.
///
/// This runs for every entity that was touched in a second, and mostly finds nothing: a gate keeps out those in which no
/// alternative can hold; the conditions of a role lie flat in one array, the cheapest of each alternative first; and nothing
/// is allocated until a rule matches.
public struct RuleDetector: Detector, Sendable {
    private let roles: [RoleRules]
    let gates: WindowGates

    public init(_ rules: RuleSet) {
        roles = EntityRole.allCases.map { role in RoleRules(rules.rules.filter { $0.role == role }) }
        gates = RuleGate.gates(for: rules)
    }

    public func findings(in windows: borrowing EntityWindows, second: Int64) -> [Finding] {
        gates.admits(windows) ? findingsBehindGate(in: windows) : []
    }

    /// The same without asking the gate, which must not matter.
    package func findingsBehindGate(in windows: borrowing EntityWindows) -> [Finding] {
        let role = roles[windows.role]
        var findings: [Finding] = []
        var place = 0
        while place < role.alternatives.count {
            let alternative = role.alternatives[place]
            place += 1
            guard role.holds(alternative, windows) else { continue }
            let rule = role.rules[alternative.rule]
            var found = finding(rule, rule.alternatives[alternative.index], windows)
            // A longer window may hold the proof that a shorter one lacks.
            while !found.proofOfPath, !rule.proof.isEmpty, place < alternative.nextRule {
                let longer = role.alternatives[place]
                place += 1
                guard role.holds(longer, windows) else { continue }
                let other = finding(rule, rule.alternatives[longer.index], windows)
                if other.proofOfPath { found = other }
            }
            findings.append(found)
            place = alternative.nextRule
        }
        return findings
    }

    private static func holds(_ conditions: [Rule.Condition], _ span: WindowSpan, _ windows: borrowing EntityWindows)
        -> Bool
    {
        for condition in conditions where !condition.holds(for: windows.value(condition.feature, over: span)) {
            return false
        }
        return true
    }

    private func finding(_ rule: Rule, _ alternative: Rule.Alternative, _ windows: borrowing EntityWindows) -> Finding {
        var excess = 1.0
        var least = Double.infinity
        var reasons: [(reason: Reason, weight: Double)] = []
        for condition in alternative.conditions {
            let observed = windows.value(condition.feature, over: alternative.span)
            let times = condition.excess(of: observed)
            excess = max(excess, times)
            if condition.isAmount { least = min(least, times) }
            let reason = Reason(feature: condition.feature.name, observed: observed, expected: condition.usual)
            reasons.append((reason, times))
        }
        // Stable: conditions with the same weight keep the order of the rule.
        let ordered = reasons.enumerated().sorted { ($1.element.weight, $0.offset) < ($0.element.weight, $1.offset) }
        let lead = ordered.first.flatMap { Feature(named: $0.element.reason.feature) }
        let proven = !rule.proof.isEmpty && Self.holds(rule.proof, alternative.span, windows)
        return Finding(
            kind: rule.kind, span: alternative.span, score: Self.score(rule.normalShare, excess: excess),
            severity: SeverityRule.severity(rule.severity, rule.kind, strength: least < .infinity ? least : 1),
            rule: rule.id,
            attack: rule.attack, proofOfPath: proven, reasons: ordered.map(\.element.reason), response: rule.response,
            strength: excess, amount: lead.flatMap { $0.isAdditive ? windows.value($0, over: .second) : nil },
            quiet: max(rule.closesAfter, Int64(alternative.span.seconds)))
    }

    /// The share of normal windows that score lower: `normalShare` of them lie below the threshold, and beyond it the tail
    /// falls as 1/x, which is what counts of network traffic do at most (heavy tails; Crovella and Bestavros, ToN 1997).
    package static func score(_ normalShare: Double, excess: Double) -> Double {
        1 - (1 - normalShare) / max(1, excess)
    }
}

/// The rules of one role, laid out for matching.
private struct RoleRules: Sendable {
    /// One window of a rule.
    struct Alternative: Sendable {
        var rule: Int
        /// Place among the rule's alternatives.
        var index: Int
        var span: WindowSpan
        /// Its conditions.
        var first: Int
        var end: Int
        /// Place of the next rule's first alternative.
        var nextRule: Int
    }

    let rules: [Rule]
    private(set) var alternatives: [Alternative] = []
    private var conditions: [Rule.Condition] = []

    init(_ rules: [Rule]) {
        self.rules = rules
        for (place, rule) in rules.enumerated() {
            let nextRule = alternatives.count + rule.alternatives.count
            for (index, alternative) in rule.alternatives.enumerated() {
                let first = conditions.count
                conditions += alternative.conditions.filter { !$0.feature.isCostly }
                conditions += alternative.conditions.filter(\.feature.isCostly)
                alternatives.append(
                    Alternative(
                        rule: place, index: index, span: alternative.span, first: first, end: conditions.count,
                        nextRule: nextRule))
            }
        }
    }

    func holds(_ alternative: Alternative, _ windows: borrowing EntityWindows) -> Bool {
        for place in alternative.first..<alternative.end {
            let condition = conditions[place]
            if !condition.holds(for: windows.value(condition.feature, over: alternative.span)) { return false }
        }
        return true
    }
}
