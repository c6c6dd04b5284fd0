import Features
import Packets

/// Scores the windows of entities. A detector sees every entity that was touched in a second, once, in a fixed order, and
/// answers from packet time alone: the same windows give the same findings.
public protocol Detector {
    /// What the detector finds in the windows of one entity at the end of `second`.
    mutating func findings(in windows: borrowing EntityWindows, second: Int64) -> [Finding]

    /// Learns from the windows of an entity that no detector spoke against.
    mutating func learn(_ windows: borrowing EntityWindows, second: Int64)
}

extension Detector {
    public mutating func learn(_ windows: borrowing EntityWindows, second: Int64) {}
}

/// What a detector found; `ScoringEngine` makes verdicts of it.
public struct Finding: Sendable {
    public var kind: Kind
    public var span: WindowSpan
    /// 0…1, the share of normal windows that score lower.
    public var score: Double
    public var severity: Severity
    public var rule: String?
    public var attack: [String]
    public var proofOfPath: Bool
    /// In order of contribution.
    public var reasons: [Reason]
    public var response: Response
    /// How many times over its bounds the window is, of the greatest; at least 1.
    public var strength: Double
    /// What the feature of the first reason came to in the last second alone; nil where amounts of it do not add up.
    public var amount: Double?
    /// Seconds without such a finding after which its incident is over.
    public var quiet: Int64

    /// Seconds that an incident waits at least.
    public static let leastQuiet: Int64 = 300

    package init(
        kind: Kind, span: WindowSpan, score: Double, severity: Severity, rule: String?, attack: [String],
        proofOfPath: Bool, reasons: [Reason], response: Response, strength: Double = 1, amount: Double? = nil,
        quiet: Int64 = Finding.leastQuiet
    ) {
        self.kind = kind
        self.span = span
        self.score = score
        self.severity = severity
        self.rule = rule
        self.attack = attack
        self.proofOfPath = proofOfPath
        self.reasons = reasons
        self.response = response
        self.strength = strength
        self.amount = amount
        self.quiet = quiet
    }
}
