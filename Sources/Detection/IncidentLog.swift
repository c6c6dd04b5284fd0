import Features
import Packets

/// Remembers what was said, so that an attack that goes on is one verdict and not one a second.
package struct IncidentLog: Sendable {
    /// Seconds after which an attack that goes on is said again.
    package static let repeatAfter: Int64 = 600
    /// Verdicts of one kind about one address in that time, whatever the peers, unless louder than those before.
    package static let peersPerAddress = 16
    /// Incidents remembered at most. Once half as many are new, the older half goes.
    package static let capacity = 65_536

    private struct Key: Hashable, Sendable {
        var address: IPAddress
        var peer: IPAddress
        var role: EntityRole
        var kind: Kind
    }

    private struct Incident: Sendable {
        var since: Int64
        var said = Loudness()
        var peers = 0
    }

    private var newer: [Key: Incident] = [:]
    private var older: [Key: Incident] = [:]

    package init() {}

    /// Incidents remembered now.
    package var count: Int { newer.count + older.count }

    /// Whether this is worth saying; if so it counts as said. What was said is said again after `repeatAfter`, or when it
    /// is worse, asks for more, or has its path proven at last.
    package mutating func isNews(_ finding: Finding, of entity: Entity, second: Int64) -> Bool {
        let key = Key(address: entity.address, peer: entity.peer, role: entity.role, kind: finding.kind)
        var incident = self.incident(key, second: second)
        if incident.said.covers(finding) { return false }
        let all = Key(address: entity.address, peer: .unspecified, role: .pair, kind: finding.kind)
        if entity.role == .pair, key != all {
            var sum = self.incident(all, second: second)
            if sum.peers >= Self.peersPerAddress, sum.said.covers(finding) { return false }
            sum.peers += 1
            sum.said.include(finding)
            remember(sum, all)
        }
        incident.since = second
        incident.said.include(finding)
        remember(incident, key)
        return true
    }

    /// What is known of `key`, or an incident that begins now.
    private func incident(_ key: Key, second: Int64) -> Incident {
        guard let known = newer[key] ?? older[key] else { return Incident(since: second) }
        let (age, overflow) = second.subtractingReportingOverflow(known.since)
        return overflow || age >= Self.repeatAfter ? Incident(since: second) : known
    }

    private mutating func remember(_ incident: Incident, _ key: Key) {
        if newer.count >= Self.capacity / 2, newer[key] == nil { (older, newer) = (newer, [:]) }
        newer[key] = incident
    }
}

/// How loud what was said is: the set of (severity, action, proven) that were said.
private struct Loudness: Sendable {
    private var said: UInt32 = 0

    /// Whether something was said that is as severe, asks for as much and is as well proven.
    func covers(_ finding: Finding) -> Bool {
        for severity in finding.severity.rank...Severity.critical.rank {
            for action in finding.response.action.rank...Response.Action.block.rank {
                for proven in (finding.proofOfPath ? 1 : 0)...1 where said & Self.bit(severity, action, proven) != 0 {
                    return true
                }
            }
        }
        return false
    }

    mutating func include(_ finding: Finding) {
        said |= Self.bit(finding.severity.rank, finding.response.action.rank, finding.proofOfPath ? 1 : 0)
    }

    private static func bit(_ severity: Int, _ action: Int, _ proven: Int) -> UInt32 {
        1 << UInt32(proven * 16 + severity * 4 + action)
    }
}
