import Engine
import Foundation
import TestSupport
import Testing

/// What Weir says of the sample captures, to the letter. `UPDATE_GOLDEN=1` rewrites; the review is the diff.
@Suite struct GoldenTests {
    /// Verdicts and blacklist of a capture, as `--format json` prints them.
    static func said(of capture: SampleCapture, emitsFlows: Bool = false) throws -> String {
        var configuration = Pipeline.Configuration()
        configuration.emitsFlows = emitsFlows
        var analysis = CaptureAnalysis(rules: try ShippedRules.load(), configuration: configuration)
        var text = ""
        let take = { (events: [EngineEvent]) in
            for event in events {
                if case .flow = event { continue }
                if let line = JSONFormat.line(event) { text += line + "\n" }
            }
        }
        try analysis.read(capture.path, events: take, progress: { _ in })
        analysis.finish(events: take)
        return text
    }

    @Test(arguments: SampleCapture.all) func isAsRecorded(_ capture: SampleCapture) throws {
        let said = try Self.said(of: capture)
        let files = FileManager.default
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            // A capture of which nothing is said has no golden file.
            if said.isEmpty, files.fileExists(atPath: capture.goldenPath) {
                try files.removeItem(atPath: capture.goldenPath)
            } else if !said.isEmpty {
                try said.write(toFile: capture.goldenPath, atomically: true, encoding: .utf8)
            }
        }
        let recorded = (try? String(contentsOfFile: capture.goldenPath, encoding: .utf8)) ?? ""
        let old = Set(recorded.split(separator: "\n"))
        let new = Set(said.split(separator: "\n"))
        #expect(
            said == recorded,
            "no longer said: \(old.subtracting(new).sorted()); new: \(new.subtracting(old).sorted()); `make golden` records it"
        )
    }

    @Test(arguments: SampleCapture.all) func isTheSameWhetherFlowsAreWantedOrNot(_ capture: SampleCapture) throws {
        let (with, without) = (try Self.said(of: capture, emitsFlows: true), try Self.said(of: capture))
        #expect(with == without)
    }

    @Test func everyCaptureIsInTheIndexAndEveryGoldenFileHasItsCapture() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Repository.samples)
        let captures = names.filter { name in
            [".pcap", ".pcap.gz", ".pcapng", ".pcapng.gz"].contains { name.hasSuffix($0) }
        }
        #expect(captures.sorted() == SampleCapture.all.map(\.file).sorted())
        let golden = names.filter { $0.hasSuffix(".verdicts.jsonl") }.map { Repository.samples + "/" + $0 }
        #expect(Set(golden).subtracting(SampleCapture.all.map(\.goldenPath)) == [])
        #expect(golden.count > 30)
    }
}
