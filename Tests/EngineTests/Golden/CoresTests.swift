import Detection
import Engine
import Foundation
import TestSupport
import Testing

/// The number of threads must not show: verdicts, blacklist, flows and totals of seconds, byte for byte.
@Suite struct CoresTests {
    /// Everything that an analysis says of captures, one stream after another, and its counters.
    private static func said(
        of captures: [String], cores: Int, _ change: (inout Pipeline.Configuration) -> Void = { _ in }
    ) throws -> String {
        var configuration = Pipeline.Configuration()
        configuration.emitsFlows = true
        configuration.emitsSeconds = true
        change(&configuration)
        var analysis = CaptureAnalysis(rules: try ShippedRules.load(), configuration: configuration, cores: cores)
        var text = ""
        let take = { (events: [EngineEvent]) in
            for event in events {
                if case .second(let time, let totals) = event {
                    text += "\(time) \(totals)\n"
                } else if let line = JSONFormat.line(event) {
                    text += line + "\n"
                }
            }
        }
        for capture in captures { try analysis.read(capture, events: take, progress: { _ in }) }
        analysis.finish(events: take)
        return text + JSONFormat.summary(analysis.counters, captures: captures.count, seconds: 0)
    }

    @Test(arguments: SampleCapture.all) func oneCaptureIsTheSameOnAnyNumber(_ capture: SampleCapture) throws {
        let one = try Self.said(of: [capture.path], cores: 1)
        #expect(one.count > 500)
        for cores in [2, 3, 8] {
            let several = try Self.said(of: [capture.path], cores: cores)
            #expect(several == one, "\(cores) cores")
        }
    }

    @Test func allCapturesTogetherAreTheSameOnAnyNumber() throws {
        let paths = SampleCapture.all.map(\.path)
        let one = try Self.said(of: paths, cores: 1)
        for cores in [2, 5] {
            let several = try Self.said(of: paths, cores: cores)
            #expect(several == one, "\(cores) cores")
        }
    }

    @Test("while flows and entities are evicted", arguments: [1, 3, 8]) func evictionIsTheSame(_ parts: Int) throws {
        let paths = SampleCapture.all.map(\.path)
        let shrink = { (configuration: inout Pipeline.Configuration) in
            configuration.parts = parts
            configuration.flows.capacity = 200
            configuration.windows.sources = 24
            configuration.windows.destinations = 24
            configuration.windows.pairs = 24
            configuration.windows.domains = 8
        }
        let one = try Self.said(of: paths, cores: 1, shrink)
        #expect(one.contains("flow_table_full") && one.contains("entity_table_full"))
        let two = try Self.said(of: paths, cores: 2, shrink)
        #expect(two == one)
    }
}
