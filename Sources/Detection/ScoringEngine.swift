import Features
import Packets

/// Puts the windows of entities before the detectors and makes verdicts of what they find.
public struct ScoringEngine {
    private var rules: RuleDetector
    private var baseline = BaselineDetector()
    private var incidents = IncidentLog()

    public init(rules: RuleSet) {
        self.rules = RuleDetector(rules)
    }

    /// Changes the rules; the baseline and what was said before stay.
    public mutating func replace(rules: RuleSet) {
        self.rules = RuleDetector(rules)
    }

    /// Verdicts on an entity at the end of `second` (seconds since the epoch).
    public mutating func verdicts(on windows: EntityWindows, second: Int64) -> [Verdict] {
        var findings = rules.findings(in: windows, second: second)
        if findings.isEmpty {
            guard let observation = baseline.observe(windows, second: second) else { return [] }
            findings = baseline.findings(in: observation)
            if findings.isEmpty {
                baseline.learn(observation)
                return []
            }
        }
        var verdicts: [Verdict] = []
        for finding in findings where incidents.isNews(finding, of: windows.entity, second: second) {
            let modelScore = baseline.score(of: windows)
            verdicts.append(verdict(finding, windows.entity, second: second, modelScore: modelScore))
        }
        return verdicts
    }

    private func verdict(_ finding: Finding, _ entity: Entity, second: Int64, modelScore: Double) -> Verdict {
        let reasons = finding.reasons.map { reason in
            var reason = reason
            if let usual = baseline.usual(reason.feature, entity.role, over: finding.span) { reason.expected = usual }
            return reason
        }
        return Verdict(
            time: Timestamp(seconds: second).advanced(bySeconds: 1), windowSeconds: finding.span.seconds,
            entity: entity.address,
            role: entity.role, peer: entity.peer == .unspecified ? nil : entity.peer, kind: finding.kind,
            score: max(finding.score, modelScore), severity: finding.severity, rule: finding.rule,
            attack: finding.attack, proofOfPath: finding.proofOfPath, reasons: reasons, response: finding.response)
    }
}
