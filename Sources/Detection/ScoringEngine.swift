import Features
import Packets

/// Puts the windows of entities before the detectors and makes verdicts of what they find.
///
/// While a second is closed it is only read, so that several threads may examine the entities of a part each. What they
/// found is taken together at the end: which findings are news, and what is usual from then on.
public struct ScoringEngine: Sendable {
    private var rules: RuleDetector
    fileprivate var baseline: BaselineDetector
    private var incidents = IncidentLog()

    /// `alarmsPerDay` false alarms of the baseline are wanted a day, 0.01…10,000.
    public init(rules: RuleSet, alarmsPerDay: Double = BaselineDetector.alarmsPerDay) {
        self.rules = RuleDetector(rules)
        baseline = BaselineDetector(alarmsPerDay: alarmsPerDay)
    }

    /// Changes the rules; the baseline and what was said before stay.
    public mutating func replace(rules: RuleSet) {
        self.rules = RuleDetector(rules)
    }

    /// What the baseline learnt, for `restore`; some 350 kB.
    public var baselineState: [UInt8] { baseline.encoded }

    /// Takes over what a baseline learnt before; false, and nothing changes, where the bytes do not fit.
    public mutating func restore(baseline state: [UInt8]) -> Bool { baseline.restore(state) }

    /// By which it is known whether an entity may matter to the rules.
    package var gates: WindowGates { rules.gates }

    /// Whether all entities are to be examined at the end of a second, or only those that may matter to the rules.
    package static func looksAtAll(_ second: Int64) -> Bool { BaselineDetector.looks(at: second) }

    /// Looks at the entity in focus at the end of `second` (seconds since the epoch). Entities of a role come together, the
    /// roles in their order.
    public func examine(_ windows: borrowing EntityWindows, second: Int64, into round: inout ScoringRound) {
        let findings = windows.mayMatter ? rules.findingsBehindGate(in: windows) : []
        if !findings.isEmpty {
            note(findings, windows, into: &round)
            return
        }
        guard BaselineDetector.looks(at: second) else { return }
        let observation = baseline.observation(windows)
        if baseline.isAnomaly(observation) {
            note(baseline.findings(in: windows, observation), windows, into: &round)
        }
        baseline.note(windows, observation, in: &round)
    }

    private func note(_ findings: [Finding], _ windows: borrowing EntityWindows, into round: inout ScoringRound) {
        let modelScore = baseline.score(of: windows)
        for finding in findings {
            round.found.append(ScoringRound.Found(entity: windows.entity, finding: finding, modelScore: modelScore))
        }
    }

    /// Ends `second`: the verdicts of incidents that were over before, those on what is news, role by role and within a role round
    /// by round, and those of incidents that are over with it. Learns what the rounds brought, and empties them for the next second.
    public mutating func conclude(_ rounds: inout [ScoringRound], second: Int64) -> [Verdict] {
        // What was over before this second does not go on in it, however long ago the last one was.
        let before = second.subtractingReportingOverflow(1)
        var verdicts = before.overflow ? [] : incidents.close(second: before.partialValue)
        for role in EntityRole.allCases {
            for place in rounds.indices {
                for found in rounds[place].found where found.entity.role == role {
                    let verdict = verdict(found, second: second)
                    if let told = incidents.take(verdict, found.finding, of: found.entity, second: second) {
                        verdicts.append(told)
                    }
                }
            }
        }
        verdicts += incidents.close(second: second)
        baseline.conclude(&rounds, second: second)
        for place in rounds.indices { rounds[place].found.removeAll(keepingCapacity: true) }
        return verdicts
    }

    /// Ends the capture with `second`: the verdicts of all incidents that are open.
    public mutating func finish(second: Int64) -> [Verdict] { incidents.closeAll(second: second) }

    private func verdict(_ found: ScoringRound.Found, second: Int64) -> Verdict {
        let (finding, entity) = (found.finding, found.entity)
        let reasons = finding.reasons.map { reason in
            var reason = reason
            if let usual = baseline.usual(reason.feature, entity.role, over: finding.span) { reason.expected = usual }
            return reason
        }
        return Verdict(
            time: Timestamp(endOf: second), windowSeconds: finding.span.seconds,
            entity: entity.address,
            role: entity.role, peer: entity.peer == .unspecified ? nil : entity.peer, kind: finding.kind,
            score: max(finding.score, found.modelScore), severity: finding.severity, rule: finding.rule,
            attack: finding.attack, proofOfPath: finding.proofOfPath, reasons: reasons, response: finding.response)
    }
}

extension ScoringEngine {
    /// How rare the baseline finds the windows: 0 ..< 1.
    package func score(of windows: borrowing EntityWindows) -> Double { baseline.score(of: windows) }
}
