import Detection
import Features
import Packets

/// A verdict as it is stored: without what the policy made of it.
public struct VerdictSample: Sendable, Equatable {
    public var entity: IPAddress
    public var role: EntityRole
    public var peer: IPAddress?
    public var kind: Kind
    /// 0…1; not a number is refused.
    public var score: Double
    public var severity: Severity
    /// Nil for the baseline's own word.
    public var rule: String?
    /// ATT&CK technique ids.
    public var attack: [String]
    public var proofOfPath: Bool
    public var reasons: [SampleReason]
    /// The attack as a whole, as far as it had come; nil in samples of versions that knew none.
    public var incident: Incident?

    public init(
        entity: IPAddress, role: EntityRole, peer: IPAddress?, kind: Kind, score: Double, severity: Severity,
        rule: String?, attack: [String], proofOfPath: Bool, reasons: [SampleReason], incident: Incident? = nil
    ) {
        self.entity = entity
        self.role = role
        self.peer = peer
        self.kind = kind
        self.score = score
        self.severity = severity
        self.rule = rule
        self.attack = attack
        self.proofOfPath = proofOfPath
        self.reasons = reasons
        self.incident = incident
    }
}

extension TrafficSample {
    /// The sample of a verdict.
    public init(_ verdict: Verdict, sensor: String) {
        let content = VerdictSample(
            entity: verdict.entity, role: verdict.role, peer: verdict.peer, kind: verdict.kind, score: verdict.score,
            severity: verdict.severity, rule: verdict.rule, attack: verdict.attack, proofOfPath: verdict.proofOfPath,
            reasons: verdict.reasons.map { SampleReason($0) }, incident: verdict.incident)
        // The sample keeps the place in time that it got when the attack was noticed.
        self.init(
            sensor: sensor, time: verdict.incident.opened, windowSeconds: verdict.windowSeconds,
            content: .verdict(content))
    }
}
