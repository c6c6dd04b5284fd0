import Capture
import Detection
import Packets

/// Notes verdicts until the seconds after them are over, and makes their evidence of the packets that were kept then.
struct EvidenceCollector {
    private let configuration: EvidenceConfiguration
    private var waiting: [EvidenceRequest] = []
    /// Verdicts whose packets were not kept, since too many waited.
    private(set) var unasked: UInt64 = 0

    init(_ configuration: EvidenceConfiguration) { self.configuration = configuration }

    var maximumBytes: Int { configuration.maximumBytes }

    mutating func note(_ verdict: Verdict) {
        guard configuration.isOn else { return }
        guard waiting.count < EvidenceConfiguration.maximumWaiting else {
            unasked += 1
            return
        }
        waiting.append(EvidenceRequest(verdict, configuration))
    }

    /// The requests whose last second is over at `time`, or all that wait; nil where there is none.
    mutating func due(at time: Timestamp?) -> [EvidenceRequest]? {
        // The first to come is the first to be due: all wait equally long.
        guard let first = waiting.first, time.map({ first.last <= $0 }) ?? true else { return nil }
        let count = time.map { time in waiting.prefix { $0.last <= time }.count } ?? waiting.count
        defer { waiting.removeFirst(count) }
        return Array(waiting.prefix(count))
    }

    /// The evidence of a verdict.
    func evidence(_ packets: KeptPackets, for request: EvidenceRequest) -> Evidence {
        let verdict = request.verdict
        let isComplete = packets.reachesBack && packets.leftOut == 0
        let comments = [JSONFormat.verdict(verdict), remark(packets, request)]
        var writer = PcapngWriter(
            comments: comments, snapLength: PacketTrim(payload: configuration.payloadOctets).maximum)
        for entry in packets.entries {
            writer.append(
                packets.octets(of: entry),
                linkType: entry.linkType, originalLength: entry.originalLength, timestamp: entry.time)
        }
        return Evidence(
            verdict: verdict, pcapng: writer.octets, packets: packets.entries.count, isComplete: isComplete)
    }

    /// What the packets are, and why they may not give the verdict again.
    private func remark(_ packets: KeptPackets, _ request: EvidenceRequest) -> String {
        var json = JSONLine()
        json.add("evidence", true)
        json.add("complete", packets.reachesBack && packets.leftOut == 0)
        json.add("packets", packets.entries.count)
        json.add("left_out", packets.leftOut)
        json.add("first", packets.entries.first?.time.description)
        json.add("last", packets.entries.last?.time.description)
        json.add("payload_octets", configuration.payloadOctets)
        json.add("notes", notes(packets, request))
        return json.closed
    }

    private func notes(_ packets: KeptPackets, _ request: EvidenceRequest) -> [String] {
        var notes: [String] = []
        if !packets.reachesBack { notes.append("the ring did not reach back to the first packet of the window") }
        if packets.leftOut > 0 { notes.append("there were more packets than fit") }
        if request.verdict.rule == nil {
            notes.append("the baseline's word: it rests on what was usual before, which is not in these packets")
        }
        if configuration.payloadOctets == 0, request.verdict.role == .domain {
            notes.append("names are payload, which is not kept")
        }
        return notes
    }
}
