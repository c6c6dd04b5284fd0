import Detection
import Features
import Foundation
import GRDB
import Packets

extension TrafficSample {
    /// The columns in the order in which they are written and read, the id apart.
    static let columns = """
        sample, sensor, time, window_seconds, entity, role, peer, kind, score, severity, rule, attack, proof_of_path, \
        reasons, packets, octets, new_flows, tcp_packets, udp_packets, icmp_packets
        """

    /// Inserts a sample; its arguments are `arguments`.
    static let insertion =
        "INSERT INTO traffic_sample (\(columns)) VALUES (\(Array(repeating: "?", count: 20).joined(separator: ",")))"

    /// The values of `columns`.
    var arguments: StatementArguments {
        switch content {
        case .verdict(let verdict):
            [
                "verdict", sensor, time.nanoseconds, windowSeconds, verdict.entity.octets,
                verdict.role.storedName, verdict.peer?.octets, verdict.kind.rawValue, verdict.score,
                verdict.severity.rawValue, verdict.rule, verdict.attackText, verdict.proofOfPath,
                verdict.reasonsText, nil, nil, nil, nil, nil, nil,
            ]
        case .summary(let summary):
            [
                "summary", sensor, time.nanoseconds, windowSeconds, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil,
                Int64(clamping: summary.packets), Int64(clamping: summary.octets), Int64(clamping: summary.newFlows),
                Int64(clamping: summary.tcpPackets), Int64(clamping: summary.udpPackets),
                Int64(clamping: summary.icmpPackets),
            ]
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
    fileprivate init(row: Row) {
        let count = { (index: Int) in UInt64(clamping: row[index] as Int64) }
        self.init(
            packets: count(15), octets: count(16), newFlows: count(17), tcpPackets: count(18), udpPackets: count(19),
            icmpPackets: count(20))
    }
}
