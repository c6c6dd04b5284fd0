import Capture
import Detection
import Engine
import Packets
import TestSupport

/// Evidence read and analysed again.
enum EvidenceFiles {
    /// All evidence of a capture, on so many cores.
    static func evidence(
        of paths: [String], cores: Int = 1, _ change: (inout EvidenceConfiguration) -> Void = { _ in }
    ) throws -> [Evidence] {
        var configuration = Pipeline.Configuration()
        configuration.evidence.ringBytes = 64 << 20
        change(&configuration.evidence)
        var analysis = CaptureAnalysis(rules: try ShippedRules.load(), configuration: configuration, cores: cores)
        var evidence: [Evidence] = []
        let take = { (events: [EngineEvent]) in
            for case .evidence(let found) in events { evidence.append(found) }
        }
        for path in paths { try analysis.read(path, events: take, progress: { _ in }) }
        analysis.finish(events: take)
        return evidence
    }

    /// The verdicts that evidence gives by itself.
    static func verdicts(of evidence: Evidence) throws -> [Verdict] {
        var stage = try Stage()
        try forEachFrame(of: evidence) { stage.pipeline.process($0) }
        stage.finish()
        return stage.verdicts
    }

    /// The packets of evidence.
    static func packets(of evidence: Evidence) throws -> [(time: Timestamp, octets: [UInt8], original: Int)] {
        var packets: [(time: Timestamp, octets: [UInt8], original: Int)] = []
        try forEachFrame(of: evidence) { frame in
            packets.append(
                (frame.timestamp, frame.octets.indices.map { frame.octets[$0] }, frame.originalLength))
        }
        return packets
    }

    private static func forEachFrame(of evidence: Evidence, _ visit: (borrowing Frame) -> Void) throws {
        let folder = try TemporaryFolder()
        folder.write("evidence.pcapng", evidence.pcapng)
        var file = try CaptureFile(path: folder.path + "/evidence.pcapng")
        while let frame = try file.next() { visit(frame) }
    }

    /// What two verdicts must have in common to be the same.
    static func words(_ verdict: Verdict) -> [String] {
        let peer = verdict.role == .pair || verdict.role == .domain ? verdict.peer?.description : nil
        return [
            verdict.kind.rawValue, "\(verdict.role)", verdict.entity.description, peer ?? "",
            verdict.severity.rawValue, verdict.rule ?? "",
        ]
    }
}
