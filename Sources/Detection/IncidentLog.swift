import Features
import Packets

/// Remembers what was said, so that an attack that goes on is one verdict and not one a second.
struct IncidentLog {
    /// Seconds after which an attack that goes on is said again.
    static let repeatAfter: Int64 = 600
    /// Verdicts of one kind about one address in that time, whatever the peers.
    static let peersPerAddress = 16
    /// Incidents remembered at most; when they are full, those that are over go, then all of them.
    static let capacity = 65_536

    private struct Key: Hashable {
        var address: IPAddress
        var peer: IPAddress
        var role: EntityRole
        var kind: Kind
    }

    private struct Incident {
        var said: Int64
        var severity: Severity
        var proven: Bool
        var peers = 0
    }

    private var incidents: [Key: Incident] = [:]

    /// Whether this is worth saying; if so it counts as said. What was said is said again when it is worse, when the
    /// path is proven at last, or after `repeatAfter`.
    mutating func isNews(_ finding: Finding, of entity: Entity, second: Int64) -> Bool {
        makeRoom(second)
        let key = Key(address: entity.address, peer: entity.peer, role: entity.role, kind: finding.kind)
        if let known = incidents[key], second - known.said < Self.repeatAfter, finding.severity <= known.severity,
            known.proven || !finding.proofOfPath
        {
            return false
        }
        let all = Key(address: entity.address, peer: .unspecified, role: .pair, kind: finding.kind)
        if entity.role == .pair, key != all {
            var sum = incidents[all] ?? Incident(said: second, severity: finding.severity, proven: false)
            if second - sum.said >= Self.repeatAfter {
                sum = Incident(said: second, severity: finding.severity, proven: false)
            }
            sum.peers += 1
            incidents[all] = sum
            if sum.peers > Self.peersPerAddress { return false }
        }
        incidents[key] = Incident(said: second, severity: finding.severity, proven: finding.proofOfPath)
        return true
    }

    private mutating func makeRoom(_ second: Int64) {
        guard incidents.count >= Self.capacity else { return }
        incidents = incidents.filter { second - $0.value.said < Self.repeatAfter }
        if incidents.count >= Self.capacity { incidents.removeAll() }
    }
}
