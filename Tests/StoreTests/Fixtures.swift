import Detection
import Features
import Packets
import Store

/// Makes samples and entries; addresses are those kept for documentation.
enum Fixtures {
    static let noon = Timestamp(seconds: 1_767_268_800)

    static func verdict(
        _ entity: String, peer: String? = "192.0.2.1", at seconds: Int64 = 0, kind: Kind = .portScan,
        score: Double = 0.9991, severity: Severity = .high, sensor: String = "node-1", incident: UInt64? = nil,
        state: Incident.State = .opened
    ) -> TrafficSample {
        TrafficSample(
            sensor: sensor, time: noon.advanced(bySeconds: seconds), windowSeconds: 1,
            content: .verdict(
                VerdictSample(
                    entity: prefix(entity).address, role: .source, peer: peer.map { prefix($0).address },
                    kind: kind, score: score, severity: severity, rule: "tcp-port-scan", attack: ["T1046"],
                    proofOfPath: true,
                    reasons: [SampleReason(feature: "distinct_destination_ports", observed: 212, expected: 2.1)],
                    incident: incident.map { self.incident($0, state, at: seconds) })))
    }

    /// An incident that opened at noon, as far as it came by `seconds` after.
    static func incident(_ number: UInt64, _ state: Incident.State = .opened, at seconds: Int64 = 0) -> Incident {
        Incident(
            id: IncidentID(number), state: state, opened: noon, last: noon.advanced(bySeconds: seconds),
            seconds: Int(seconds) + 1, peers: 3,
            peak: Incident.Peak(feature: "distinct_destination_ports", observed: 212.5, time: noon),
            total: state == .closed ? 1_000 : nil)
    }

    static func summary(at seconds: Int64 = 0, packets: UInt64 = 100, sensor: String = "node-1") -> TrafficSample {
        TrafficSample(
            sensor: sensor, time: noon.advanced(bySeconds: seconds), windowSeconds: 1,
            content: .summary(
                SummarySample(
                    packets: packets, octets: packets * 64, newFlows: 3, tcpPackets: 2, udpPackets: 1, icmpPackets: 0)))
    }

    /// A bug in a fixture traps.
    static func prefix(_ text: String) -> IPPrefix {
        guard let prefix = IPPrefix(text) else { preconditionFailure("no prefix: \(text)") }
        return prefix
    }

    /// An entry from `seconds` after noon for `term` seconds.
    static func entry(
        _ address: String, _ action: BlacklistEntry.Action = .block, origin: BlacklistEntry.Origin = .auto,
        at seconds: Int64 = 0, term: Int64? = 600, reason: String = "port-scan", simulated: Bool = false
    ) -> BlacklistEntry {
        let start = noon.advanced(bySeconds: seconds)
        return BlacklistEntry(
            prefix: prefix(address), action: action, reason: reason, origin: origin, score: 0.99, createdAt: start,
            expiresAt: term.map { start.advanced(bySeconds: $0) }, simulated: simulated)
    }
}

extension DataStore {
    /// All samples, oldest first.
    func allSamples(_ change: (inout SampleQuery) -> Void = { _ in }) throws -> [TrafficSample] {
        var query = SampleQuery()
        query.order = .ascending
        change(&query)
        var samples: [TrafficSample] = []
        try forEachSample(matching: query) { samples.append($0) }
        return samples
    }

    /// The whole audit trail, oldest first.
    func allAudit() throws -> [AuditRecord] {
        var query = AuditQuery()
        query.order = .ascending
        query.limit = .max
        return try audit(query)
    }

    /// All that is kept, to compare before and after a failure.
    func contents() throws -> Contents {
        Contents(
            samples: try allSamples(), blacklist: try entries(activeAt: Timestamp(nanoseconds: .min)),
            allowlist: try allowlist(), audit: try allAudit(), offences: try offences())
    }
}

/// All that a store keeps.
struct Contents: Equatable {
    var samples: [TrafficSample]
    var blacklist: [ListedEntry]
    var allowlist: [AllowlistEntry]
    var audit: [AuditRecord]
    var offences: [Offence]
}

extension TrafficSample {
    /// Without what only the store knows.
    var unnumbered: TrafficSample {
        var sample = self
        sample.id = nil
        return sample
    }
}
