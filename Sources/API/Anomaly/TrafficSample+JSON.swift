import Detection
import Features
import Store

extension JSONWriter {
    /// A traffic sample; the fields of the other sort are null.
    mutating func sample(_ sample: TrafficSample) {
        object { json in
            json.field("id", sample.id)
            json.field("sample", sample.sort.rawValue)
            json.field("sensor", sample.sensor)
            json.field("time", sample.time)
            json.field("window_seconds", Int64(sample.windowSeconds))
            json.verdict(sample.verdict, windowSeconds: sample.windowSeconds)
            json.summary(sample.summary)
        }
    }

    private mutating func verdict(_ verdict: VerdictSample?, windowSeconds: Int) {
        field("entity", verdict?.entity.description)
        field("role", verdict?.role.publicName)
        field("peer", verdict?.peer?.description)
        field("kind", verdict?.kind.rawValue)
        field("score", verdict?.score)
        field("severity", verdict?.severity.rawValue)
        field("rule", verdict?.rule)
        key("attack")
        if let verdict { array(verdict.attack) { $0.string($1) } } else { null() }
        field("proof_of_path", verdict?.proofOfPath)
        key("reasons")
        if let verdict { reasons(verdict, windowSeconds) } else { null() }
        key("incident")
        if let incident = verdict?.incident { self.incident(incident) } else { null() }
    }

    private mutating func reasons(_ verdict: VerdictSample, _ windowSeconds: Int) {
        let explanation = Explanation(role: verdict.role, peer: verdict.peer, windowSeconds: windowSeconds)
        array(verdict.reasons) { json, reason in
            json.object {
                $0.field("feature", reason.feature)
                $0.field("observed", reason.observed)
                $0.field("expected", reason.expected)
                let (observed, expected) = (reason.observed, reason.expected)
                $0.field("text", explanation.sentence(reason.feature, observed: observed, expected: expected))
            }
        }
    }

    private mutating func incident(_ incident: Incident) {
        object { json in
            json.field("id", incident.id.description)
            json.field("state", incident.state.rawValue)
            json.field("opened", incident.opened)
            json.field("last", incident.last)
            json.field("seconds_with_findings", Int64(incident.seconds))
            json.field("peers", Int64(incident.peers))
            json.key("peak")
            json.object {
                $0.field("feature", incident.peak.feature)
                $0.field("observed", incident.peak.observed)
                $0.field("time", incident.peak.time)
            }
            json.field("total", incident.total)
        }
    }

    private mutating func summary(_ summary: SummarySample?) {
        field("packets", summary?.packets)
        field("octets", summary?.octets)
        field("new_flows", summary?.newFlows)
        field("tcp_packets", summary?.tcpPackets)
        field("udp_packets", summary?.udpPackets)
        field("icmp_packets", summary?.icmpPackets)
    }

    private mutating func field(_ name: String, _ count: UInt64?) { field(name, count.map { Int64(clamping: $0) }) }
}

extension TrafficSample {
    var sort: SampleQuery.Sort {
        switch content {
        case .verdict: .verdict
        case .summary: .summary
        }
    }

    var verdict: VerdictSample? {
        guard case .verdict(let verdict) = content else { return nil }
        return verdict
    }

    var summary: SummarySample? {
        guard case .summary(let summary) = content else { return nil }
        return summary
    }
}
