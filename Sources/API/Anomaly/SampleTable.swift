import Store

/// Traffic samples as CSV (RFC 4180): one line each, lists within a field parted by spaces.
enum SampleTable {
    static let head = """
        id,sample,sensor,time,window_seconds,entity,role,peer,kind,score,severity,rule,attack,proof_of_path,reasons,\
        packets,octets,new_flows,tcp_packets,udp_packets,icmp_packets,incident,state,opened,last,seconds_with_findings,\
        peers,peak_feature,peak_observed,peak_time,total\r\n
        """

    static func append(_ sample: TrafficSample, to bytes: inout [UInt8]) {
        let verdict = sample.verdict
        let summary = sample.summary
        let incident = verdict?.incident
        let reasons = verdict?.reasons.map { "\($0.feature)=\($0.observed)/\($0.expected)" }.joined(separator: " ")
        let fields: [String?] = [
            sample.id.map { "\($0)" }, sample.sort.rawValue, sample.sensor, sample.time.description,
            "\(sample.windowSeconds)", verdict?.entity.description, verdict?.role.publicName,
            verdict?.peer?.description, verdict?.kind.rawValue, verdict.map { "\($0.score)" },
            verdict?.severity.rawValue, verdict?.rule, verdict?.attack.joined(separator: " "),
            verdict.map { "\($0.proofOfPath)" }, reasons, summary.map { "\($0.packets)" },
            summary.map { "\($0.octets)" }, summary.map { "\($0.newFlows)" }, summary.map { "\($0.tcpPackets)" },
            summary.map { "\($0.udpPackets)" }, summary.map { "\($0.icmpPackets)" },
            incident?.id.description, incident?.state.rawValue, incident?.opened.description,
            incident?.last.description, incident.map { "\($0.seconds)" }, incident.map { "\($0.peers)" },
            incident?.peak.feature, incident.map { "\($0.peak.observed)" }, incident?.peak.time.description,
            incident?.total.map { "\($0)" },
        ]
        for (index, field) in fields.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            if let field { append(field, to: &bytes) }
        }
        bytes.append(contentsOf: "\r\n".utf8)
    }

    /// Quoted where it has to be. A text that a spreadsheet would take for a formula gets an apostrophe: names of sensors
    /// come from elsewhere.
    private static func append(_ text: String, to bytes: inout [UInt8]) {
        let isFormula = text.utf8.first.map { "=+@-\t\r".utf8.contains($0) } ?? false
        let text = isFormula && Double(text) == nil ? "'" + text : text
        guard text.utf8.contains(where: { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }) else {
            bytes.append(contentsOf: text.utf8)
            return
        }
        bytes.append(UInt8(ascii: "\""))
        for octet in text.utf8 {
            if octet == 0x22 { bytes.append(octet) }
            bytes.append(octet)
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
