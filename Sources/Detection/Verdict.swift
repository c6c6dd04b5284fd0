import Features
import Packets

/// What Weir says of an entity in a window: what kind of attack, how sure, and why.
public struct Verdict: Sendable, Equatable {
    /// End of the window, in packet time.
    public var time: Timestamp
    /// Span of the window in seconds.
    public var windowSeconds: Int
    /// The source of a source, pair or domain; the destination of a destination.
    public var entity: IPAddress
    public var role: EntityRole
    /// The other end, where there is one: of a pair its destination.
    public var peer: IPAddress?
    public var kind: Kind
    /// 0…1, calibrated: the share of normal windows that score lower.
    public var score: Double
    public var severity: Severity
    /// The rule that matched; nil for the baseline's own word.
    public var rule: String?
    /// ATT&CK technique ids, as `T1046`.
    public var attack: [String]
    /// Whether what counts against the entity came from an address that provably receives our answers.
    public var proofOfPath: Bool
    /// In order of contribution; never empty.
    public var reasons: [Reason]
    /// What the rule wants done, and to whom, before the policy has its say.
    public var response: Response
    /// The attack as a whole, as far as it has come.
    public var incident: Incident

    /// A verdict that opens an incident.
    package init(
        time: Timestamp, windowSeconds: Int, entity: IPAddress, role: EntityRole, peer: IPAddress?, kind: Kind,
        score: Double, severity: Severity, rule: String?, attack: [String], proofOfPath: Bool, reasons: [Reason],
        response: Response, incident: IncidentID = IncidentID(0)
    ) {
        self.time = time
        self.windowSeconds = windowSeconds
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
        self.response = response
        self.incident = Incident(
            id: incident, opened: time, last: time, peers: peer == nil ? 0 : 1,
            peak: Incident.Peak(
                feature: reasons.first?.feature ?? "", observed: reasons.first?.observed ?? 0, time: time))
    }
}

/// One number that speaks for a verdict.
public struct Reason: Sendable, Equatable {
    public var feature: String
    /// In the feature's unit.
    public var observed: Double
    /// What is usual for such an entity.
    public var expected: Double

    package init(feature: String, observed: Double, expected: Double) {
        self.feature = feature
        self.observed = observed
        self.expected = expected
    }
}

/// The kinds of verdicts.
public enum Kind: String, CaseIterable, Sendable {
    case portScan = "port-scan"
    case hostSweep = "host-sweep"
    case synFlood = "syn-flood"
    case udpFlood = "udp-flood"
    case icmpFlood = "icmp-flood"
    case reflectionAmplification = "reflection-amplification"
    case slowDoS = "slow-dos"
    case bruteForce = "brute-force"
    case connectionFlood = "connection-flood"
    case beaconing
    case dnsTunnel = "dns-tunnel"
    case icmpTunnel = "icmp-tunnel"
    case exfiltration
    case arpSpoof = "arp-spoof"
    case malformedTraffic = "malformed-traffic"
    case anomaly
}

/// How bad it is, and so how soon to look: some day, today, now, and now because a service is failing.
public enum Severity: String, CaseIterable, Comparable, Sendable {
    case low, medium, high, critical

    public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

    /// Place in the order, from 0.
    package var rank: Int {
        switch self {
        case .low: 0
        case .medium: 1
        case .high: 2
        case .critical: 3
        }
    }
}

/// What a rule wants done.
public struct Response: Sendable, Equatable {
    public enum Action: String, CaseIterable, Sendable {
        case none, monitor
        case rateLimit = "rate_limit"
        case block

        /// How much it restricts, from 0.
        var rank: Int {
            switch self {
            case .none: 0
            case .monitor: 1
            case .rateLimit: 2
            case .block: 3
            }
        }
    }

    /// Whom to: the verdict's entity or its peer.
    public enum Subject: String, CaseIterable, Sendable {
        case entity, peer
    }

    public var action: Action
    public var subject: Subject

    package init(action: Action, subject: Subject = .entity) {
        self.action = action
        self.subject = subject
    }
}
