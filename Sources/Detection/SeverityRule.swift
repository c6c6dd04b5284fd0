/// How severe a finding is, by one rule for all: what its rule says, and a step more from ten times every amount that the
/// rule asks for, up to the most that its kind can be.
///
/// A rule of medium severity is one that honest programs may match too, and more of the same makes it no surer: it stays.
enum SeverityRule {
    /// Times over the bounds from which an attack is a step more severe.
    static let stepUp = 10.0

    static func severity(_ base: Severity, _ kind: Kind, strength: Double) -> Severity {
        guard strength >= stepUp, base != .medium, base < kind.mostSevere else { return base }
        return Severity.allCases[base.rank + 1]
    }
}

extension Kind {
    /// Only what takes a service down, or gets someone in, can be critical: who looks around, or is merely odd, is not.
    var mostSevere: Severity {
        switch self {
        case .synFlood, .udpFlood, .icmpFlood, .reflectionAmplification, .slowDoS, .connectionFlood, .bruteForce:
            .critical
        case .portScan, .hostSweep, .arpSpoof, .dnsTunnel, .icmpTunnel, .exfiltration: .high
        case .malformedTraffic: .medium
        case .beaconing: .low
        case .anomaly: .medium
        }
    }
}
