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
        ]

    /// The columns that a summary fills, apart from `sample`, in the order of `bind`.
    static let summaryColumns =
        common + ["packets", "octets", "new_flows", "tcp_packets", "udp_packets", "icmp_packets"]

    /// The columns in the order in which they are read, the id apart.
    static let columns = (["sample"] + verdictColumns + summaryColumns.dropFirst(common.count)).joined(separator: ", ")

    var isVerdict: Bool {
        if case .verdict = content { true } else { false }
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
            reasons: try PlainJSON.reasons(reasonsText) ?? text.value(reasonsText))
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
            packets: count(15), octets: count(16), newFlows: count(17), tcpPackets: count(18), udpPackets: count(19),
            icmpPackets: count(20))
    }
}
