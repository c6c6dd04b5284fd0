import Detection
import Features
import Flows
import Packets

/// The events as Suricata's EVE JSON, which most collectors read: `--format eve`.
///
/// A verdict is an `alert` of generator 1, with Weir's own words under `alert.context.weir`; a flow is a `flow`.
/// EVE's times end in `+0000`, never in `Z` (Suricata, etc/schema.json).
public enum EVEFormat {
    /// First signature id of Weir; the kind's place is added.
    static let firstSignature = 9_000_000

    public static func line(_ event: EngineEvent) -> String? {
        switch event {
        case .flow(let ended): flow(ended)
        case .verdict(let verdict): alert(verdict)
        case .incident, .blacklist, .second, .evidence, .baseline: nil
        }
    }

    static func time(_ time: Timestamp) -> String { String(time.description.dropLast()) + "+0000" }

    private static func alert(_ verdict: Verdict) -> String {
        let destination = verdict.role == .destination
        var json = JSONLine()
        json.add("timestamp", time(verdict.time))
        json.add("event_type", "alert")
        if destination {
            if let peer = verdict.peer { json.add("src_ip", peer.description) }
            json.add("dest_ip", verdict.entity.description)
        } else {
            json.add("src_ip", verdict.entity.description)
            if let peer = verdict.peer { json.add("dest_ip", peer.description) }
        }
        json.add("alert", raw: details(verdict))
        return json.closed
    }

    private static func details(_ verdict: Verdict) -> String {
        var metadata = JSONLine()
        metadata.add("mitre_technique_id", verdict.attack)
        metadata.add("signature_severity", [verdict.severity.rawValue])
        var weir = JSONLine()
        weir.add("kind", verdict.kind.rawValue)
        weir.add("score", verdict.score, places: 6)
        weir.add("window_seconds", verdict.windowSeconds)
        weir.add("role", verdict.role.publicName)
        weir.add("proof_of_path", verdict.proofOfPath)
        weir.add("incident", verdict.incident.id.description)
        weir.add("state", verdict.incident.state.rawValue)
        weir.add("reasons", raw: JSONFormat.reasons(of: verdict))
        var context = JSONLine()
        context.add("weir", raw: weir.closed)
        var alert = JSONLine()
        alert.add("action", "allowed")
        alert.add("gid", 1)
        alert.add("signature_id", firstSignature + (Kind.allCases.firstIndex(of: verdict.kind) ?? 0))
        alert.add("rev", 1)
        alert.add("signature", "Weir " + verdict.kind.rawValue + (verdict.rule.map { " (\($0))" } ?? ""))
        alert.add("category", verdict.kind.rawValue)
        alert.add("severity", severity(verdict.severity))
        alert.add("metadata", raw: metadata.closed)
        alert.add("context", raw: context.closed)
        return alert.closed
    }

    /// EVE counts from 1, the worst, to 4.
    private static func severity(_ severity: Severity) -> Int {
        switch severity {
        case .critical, .high: 1
        case .medium: 2
        case .low: 3
        }
    }

    private static func flow(_ ended: FlowReport) -> String {
        let flow = ended.record
        var json = JSONLine()
        json.add("timestamp", time(flow.end))
        json.add("event_type", "flow")
        if flow.key.vlan > 0 { json.add("vlan", raw: "[\(flow.key.vlan)]") }
        json.add("src_ip", flow.initiator.description)
        let isICMP = flow.key.transport == .icmp || flow.key.transport == .icmpv6
        if !isICMP { json.add("src_port", Int(flow.initiatorPort)) }
        json.add("dest_ip", flow.responder.description)
        if !isICMP { json.add("dest_port", Int(flow.responderPort)) }
        json.add("proto", name(of: flow.key.transport))
        if isICMP {
            json.add("icmp_type", Int(flow.initiatorPort))
            json.add("icmp_code", Int(flow.icmpCode))
        }
        json.add("community_id", CommunityID.of(flow))
        var counts = JSONLine()
        counts.add("pkts_toserver", UInt64(flow.forward.packets))
        counts.add("pkts_toclient", UInt64(flow.reverse.packets))
        counts.add("bytes_toserver", flow.forward.octets)
        counts.add("bytes_toclient", flow.reverse.octets)
        counts.add("start", time(flow.start))
        counts.add("end", time(flow.end))
        counts.add("age", Int(flow.end.nanoseconds(since: flow.start) / 1_000_000_000))
        counts.add("state", state(flow))
        counts.add("reason", ended.reason == .forcedEnd ? "forced" : "timeout")
        json.add("flow", raw: counts.closed)
        return json.closed
    }

    private static func state(_ flow: FlowRecord) -> String {
        switch flow.tcpState {
        case .established, .closing: "established"
        case .closed, .reset: "closed"
        case .none where flow.events.contains(.answered): "established"
        default: "new"
        }
    }

    private static func name(of transport: IPProtocol) -> String {
        switch transport {
        case .tcp: "TCP"
        case .udp: "UDP"
        case .icmp: "ICMP"
        case .icmpv6: "IPv6-ICMP"
        case .sctp: "SCTP"
        default: String(transport.rawValue)
        }
    }
}
