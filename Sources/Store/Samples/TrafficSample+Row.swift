import Detection
import Features
import Foundation
import GRDB
import Packets

extension TrafficSample {
    private static let common = ["sensor", "time", "window_seconds"]

    /// The columns that a verdict fills, apart from `sample`, in the order of `bind`.
    static let verdictColumns =
        common + [
            "entity", "role", "peer", "kind", "score", "severity", "rule", "attack", "proof_of_path", "reasons",
        ] + incidentColumns

    static let incidentColumns = [
        "incident", "state", "opened", "last", "seconds", "peers", "peak_feature", "peak_observed", "peak_time",
        "total",
    ]

    /// The columns that a summary fills, apart from `sample`, in the order of `bind`.
    static let summaryColumns =
        common + ["packets", "octets", "new_flows", "tcp_packets", "udp_packets", "icmp_packets"]

    /// The columns in the order in which they are read, the id apart.
    static let columns = (["sample"] + verdictColumns + summaryColumns.dropFirst(common.count)).joined(separator: ", ")

    var isVerdict: Bool {
        if case .verdict = content { true } else { false }
    }

    /// The incident that the sample is of.
    var incident: Incident? {
        if case .verdict(let verdict) = content { verdict.incident } else { nil }
    }

    /// Binds the values of `verdictColumns` or `summaryColumns`.
    func bind(to row: inout RowBinder) throws {
        try row.bind(sensor)
        try row.bind(time.nanoseconds)
        try row.bind(windowSeconds)
        switch content {
        case .verdict(let verdict): try verdict.bind(to: &row)
        case .summary(let summary): try summary.bind(to: &row)
        }
    }

    /// Reads `id` and `columns`.
    init(row: Row, _ text: JSONText) throws {
        self.init(
            id: row[0], sensor: row[2], time: Timestamp(nanoseconds: row[3]), windowSeconds: row[4],
            content: row[1] == SampleQuery.Sort.verdict.rawValue
                ? .verdict(try VerdictSample(row: row, text)) : .summary(SummarySample(row: row)))
    }
}

extension VerdictSample {
    fileprivate func bind(to row: inout RowBinder) throws {
        try row.bind(entity.octets)
        try row.bind(role.storedName)
        if let peer { try row.bind(peer.octets) } else { row.skip() }
        try row.bind(kind.rawValue)
        try row.bind(score)
        try row.bind(severity.rawValue)
        if let rule { try row.bind(rule) } else { row.skip() }
        try row.bind(attackText)
        try row.bind(proofOfPath)
        try row.bind(reasonsText)
        if let incident { try incident.bind(to: &row) } else { for _ in TrafficSample.incidentColumns { row.skip() } }
    }

    fileprivate init(row: Row, _ text: JSONText) throws {
        let octets: Data? = row[7]
        let attackText: String = row[12]
        let reasonsText: String = row[14]
        self.init(
            entity: try row.required(5, "entity") { IPAddress(octets: $0) },
            role: try row.required(6, "role") { EntityRole(storedName: $0) },
            peer: octets.flatMap { IPAddress(octets: $0) },
            kind: try row.required(8, "kind") { Kind(rawValue: $0) },
            score: row[9],
            severity: try row.required(10, "severity") { Severity(rawValue: $0) },
            rule: row[11],
            attack: try PlainJSON.texts(attackText) ?? text.value(attackText),
            proofOfPath: row[13],
            reasons: try PlainJSON.reasons(reasonsText) ?? text.value(reasonsText),
            incident: try Incident(row: row))
    }
}

extension Incident {
    fileprivate func bind(to row: inout RowBinder) throws {
        try row.bind(Int64(bitPattern: id.value))
        try row.bind(state.rawValue)
        try row.bind(opened.nanoseconds)
        try row.bind(last.nanoseconds)
        try row.bind(seconds)
        try row.bind(peers)
        try row.bind(peak.feature)
        try row.bind(peak.observed)
        try row.bind(peak.time.nanoseconds)
        if let total { try row.bind(total) } else { row.skip() }
    }

    /// Nil where the sample has none.
    fileprivate init?(row: Row) throws {
        guard let number: Int64 = row[15] else { return nil }
        let peak = Peak(feature: row[21], observed: row[22], time: Timestamp(nanoseconds: row[23]))
        self.init(
            id: IncidentID(UInt64(bitPattern: number)), state: try row.required(16, "state") { State(rawValue: $0) },
            opened: Timestamp(nanoseconds: row[17]), last: Timestamp(nanoseconds: row[18]), seconds: row[19],
            peers: row[20], peak: peak, total: row[24])
    }
}

extension SummarySample {
    fileprivate func bind(to row: inout RowBinder) throws {
        try row.bind(Int64(clamping: packets))
        try row.bind(Int64(clamping: octets))
        try row.bind(Int64(clamping: newFlows))
        try row.bind(Int64(clamping: tcpPackets))
        try row.bind(Int64(clamping: udpPackets))
        try row.bind(Int64(clamping: icmpPackets))
    }

    fileprivate init(row: Row) {
        let count = { (index: Int) in UInt64(clamping: row[index] as Int64) }
        self.init(
            packets: count(25), octets: count(26), newFlows: count(27), tcpPackets: count(28), udpPackets: count(29),
            icmpPackets: count(30))
    }
}
