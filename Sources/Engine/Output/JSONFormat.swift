import Detection
import Features
import Flows
import Packets

/// The events as JSON, one object a line, keys in a stable order: `--format json`.
public enum JSONFormat {
    /// The line of an event; nil for events that do not show.
    public static func line(_ event: EngineEvent) -> String? {
        switch event {
        case .flow(let ended): flow(ended)
        case .verdict(let verdict): self.verdict(verdict)
        case .incident(let verdict): incident(verdict)
        case .blacklist(let entry): blacklist(entry)
        case .second, .evidence, .baseline: nil
        }
    }

    static func verdict(_ verdict: Verdict) -> String {
        var json = JSONLine()
        json.add("event", "verdict")
        json.add("time", verdict.time.description)
        json.add("window_seconds", verdict.windowSeconds)
        describe(verdict, in: &json)
        json.add("rule", verdict.rule)
        json.add("attack", verdict.attack)
        json.add("proof_of_path", verdict.proofOfPath)
        json.add("reasons", raw: reasons(of: verdict))
        json.add("incident", verdict.incident.id.description)
        json.add("state", verdict.incident.state.rawValue)
        return json.closed
    }

    /// Who, against whom, how, how sure and how bad: in this order in every line about an attack.
    private static func describe(_ verdict: Verdict, in json: inout JSONLine) {
        json.add("entity", verdict.entity.description)
        json.add("role", verdict.role.publicName)
        json.add("peer", verdict.peer?.description)
        json.add("kind", verdict.kind.rawValue)
        json.add("score", verdict.score, places: 6)
        json.add("severity", verdict.severity.rawValue)
    }

    /// How an incident that was told of went on or ended.
    private static func incident(_ verdict: Verdict) -> String {
        let incident = verdict.incident
        var json = JSONLine()
        json.add("event", "incident")
        json.add("time", verdict.time.description)
        json.add("incident", incident.id.description)
        json.add("state", incident.state.rawValue)
        describe(verdict, in: &json)
        json.add("proof_of_path", verdict.proofOfPath)
        json.add("opened", incident.opened.description)
        json.add("last", incident.last.description)
        json.add("seconds_with_findings", incident.seconds)
        json.add("peers", incident.peers)
        var peak = JSONLine()
        peak.add("feature", incident.peak.feature)
        peak.add("observed", incident.peak.observed)
        peak.add("time", incident.peak.time.description)
        json.add("peak", raw: peak.closed)
        json.add("total", incident.total)
        json.add("reasons", raw: reasons(of: verdict))
        return json.closed
    }

    static func reasons(of verdict: Verdict) -> String {
        let explanation = Explanation(verdict)
        let objects = verdict.reasons.map { reason in
            var json = JSONLine()
            json.add("feature", reason.feature)
            json.add("observed", reason.observed)
            json.add("expected", reason.expected)
            json.add("text", explanation.sentence(reason))
            return json.closed
        }
        return "[" + objects.joined(separator: ",") + "]"
    }

    private static func blacklist(_ entry: BlacklistEntry) -> String {
        var json = JSONLine()
        json.add("event", "blacklist")
        json.add("time", entry.createdAt.description)
        json.add("ip", entry.address)
        json.add("action", entry.action.rawValue)
        json.add("reason", entry.reason)
        json.add("origin", entry.origin.rawValue)
        json.add("score", entry.score, places: 6)
        json.add("expires_at", entry.expiresAt?.description)
        if entry.simulated { json.add("simulated", true) }
        return json.closed
    }

    private static func flow(_ ended: FlowReport) -> String {
        let flow = ended.record
        var json = JSONLine()
        json.add("event", "flow")
        json.add("time", ended.time.description)
        json.add("start", flow.start.description)
        json.add("end", flow.end.description)
        json.add("source", flow.initiator.description)
        json.add("source_port", Int(flow.initiatorPort))
        json.add("destination", flow.responder.description)
        json.add("destination_port", Int(flow.responderPort))
        json.add("protocol", Int(flow.key.transport.rawValue))
        json.add("community_id", CommunityID.of(flow))
        json.add("forward_packets", UInt64(flow.forward.packets))
        json.add("forward_octets", flow.forward.octets)
        json.add("reverse_packets", UInt64(flow.reverse.packets))
        json.add("reverse_octets", flow.reverse.octets)
        json.add("forward_tcp_flags", Int(flow.forwardFlags.rawValue))
        json.add("reverse_tcp_flags", Int(flow.reverseFlags.rawValue))
        json.add("tcp_state", flow.key.transport == .tcp ? "\(flow.tcpState)" : nil)
        json.add("handshake_microseconds", flow.handshakeMicroseconds > 0 ? Double(flow.handshakeMicroseconds) : nil)
        json.add("retransmissions", Int(flow.retransmissions))
        json.add("fragments", Int(flow.fragments))
        json.add("packet_size", raw: statistics(flow.size))
        json.add("inter_arrival_seconds", raw: statistics(flow.interArrival))
        json.add("vlan", flow.key.vlan > 0 ? Double(flow.key.vlan) : nil)
        json.add("tunnel", flow.key.tunnel == .none ? nil : "\(flow.key.tunnel)")
        json.add("tunnel_id", flow.key.tunnel == .none ? nil : Double(flow.tunnelIdentifier))
        json.add("proof_of_path", flow.events.contains(.initiatorProven))
        json.add("flow_end_reason", Int((ended.reason ?? .forcedEnd).rawValue))
        return json.closed
    }

    private static func statistics(_ statistics: FlowStatistics) -> String {
        var json = JSONLine()
        json.add("mean", statistics.mean, places: 6)
        json.add("variance", statistics.variance, places: 6)
        json.add("min", statistics.minimum, places: 6)
        json.add("max", statistics.maximum, places: 6)
        return json.closed
    }

    /// The last line: what was read, found and lost. `seconds` is the wall time, the only field that may differ.
    public static func summary(_ counters: Counters, captures: Int, seconds: Double) -> String {
        var json = JSONLine()
        json.add("event", "summary")
        json.add("captures", captures)
        json.add("packets", counters.packets)
        json.add("bytes", counters.octets)
        json.add("flows", counters.flows)
        json.add("windows", counters.windows)
        json.add("verdicts", counters.verdicts)
        json.add("blacklisted", counters.blacklisted)
        json.add("dropped", raw: object(counters.dropped.map { ($0.reason, $0.count) }))
        json.add("first", counters.first?.description)
        json.add("last", counters.last?.description)
        json.add("seconds", seconds, places: 3)
        return json.closed
    }

    private static func object(_ pairs: [(String, UInt64)]) -> String {
        var json = JSONLine()
        for (key, value) in pairs { json.add(key, value) }
        return json.closed
    }
}
