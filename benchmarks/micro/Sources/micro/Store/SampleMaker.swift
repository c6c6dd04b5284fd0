import Detection
import Packets
import Store

/// Makes samples as a sensor's: the same in every run.
enum SampleMaker {
    private static let start = Timestamp(seconds: 1_767_225_600)
    private static let features = [
        "distinct_destination_ports", "connection_attempts", "refused_attempts", "forward_packets", "octets",
    ]

    /// Four a second, from a few loud sources and many quiet ones, with one to three reasons.
    static func verdicts(_ count: Int) -> [TrafficSample] {
        var random = SeededRandom(seed: 9)
        return (0..<count).map { index in
            let entity =
                index % 4 == 0
                ? IPAddress(v4: 0xC633_6400 + .random(in: 0..<16, using: &random))
                : IPAddress(v4: 0x2D00_0000 + .random(in: 0..<0x10_0000, using: &random))
            let reasons = (0..<1 + index % 3).map {
                SampleReason(
                    feature: features[(index + $0) % features.count],
                    observed: Double.random(in: 1..<5_000, using: &random).rounded(),
                    expected: .random(in: 0..<10, using: &random))
            }
            let verdict = VerdictSample(
                entity: entity, role: .source, peer: IPAddress(v4: 0x0A00_0000 + .random(in: 0..<256, using: &random)),
                kind: Kind.allCases.randomElement(using: &random) ?? .anomaly,
                score: .random(in: 0..<1, using: &random),
                severity: Severity.allCases.randomElement(using: &random) ?? .low, rule: "tcp-port-scan",
                attack: ["T1046"], proofOfPath: index % 2 == 0, reasons: reasons)
            return TrafficSample(
                sensor: "node-1", time: start.advanced(bySeconds: Int64(index / 4)), windowSeconds: 1,
                content: .verdict(verdict))
        }
    }

    /// One a second.
    static func summaries(_ count: Int) -> [TrafficSample] {
        var random = SeededRandom(seed: 10)
        return (0..<count).map { index in
            let packets = UInt64.random(in: 0..<1_000_000, using: &random)
            let content = SummarySample(
                packets: packets, octets: packets * 700, newFlows: packets / 50, tcpPackets: packets / 2,
                udpPackets: packets / 3, icmpPackets: packets / 100)
            return TrafficSample(
                sensor: "node-1", time: start.advanced(bySeconds: Int64(index)), windowSeconds: 1,
                content: .summary(content))
        }
    }
}
