import Features

/// Makes the gates before the rules of each role. An alternative needs all of its conditions, so one of them that the gate can
/// bound is enough; where there is none, the gate stands open.
enum RuleGate {
    static func gates(for rules: RuleSet) -> WindowGates {
        var gates = WindowGates()
        for rule in rules.rules {
            for alternative in rule.alternatives {
                if let key = key(of: alternative) {
                    gates.admit(rule.role, key.feature, atLeast: key.least, over: alternative.span)
                } else {
                    gates.open(rule.role)
                }
            }
        }
        return gates
    }

    /// The condition that is furthest from what is usual.
    private static func key(of alternative: Rule.Alternative) -> (feature: Feature, least: Double)? {
        var best: (feature: Feature, least: Double, excess: Double)?
        for condition in alternative.conditions {
            guard case .atLeast(let least) = condition.bound, least > 0, WindowGates.canBound(condition.feature) else {
                continue
            }
            let excess = least / max(condition.usual, 0.1)
            if excess > best?.excess ?? -1 { best = (condition.feature, least, excess) }
        }
        return best.map { ($0.feature, $0.least) }
    }
}
