import Capture
import Detection
import Engine
import Packets
import TestSupport

/// A pipeline and what came out of it so far.
struct Stage: ~Copyable {
    var pipeline: Pipeline
    private(set) var events: [EngineEvent] = []

    /// With the shipped rules unless others are given.
    init(rules: RuleSet? = nil, _ change: (inout Pipeline.Configuration) -> Void = { _ in }) throws {
        var configuration = Pipeline.Configuration()
        configuration.emitsFlows = true
        change(&configuration)
        pipeline = Pipeline(rules: try rules ?? ShippedRules.load(), configuration: configuration)
    }

    /// Feeds an Ethernet frame at a time in seconds after `epoch`.
    mutating func feed(_ octets: [UInt8], at seconds: Double) {
        let time = Self.time(seconds)
        pipeline.process(
            Frame(timestamp: time, originalLength: octets.count, linkType: .ethernet, octets: octets.span))
        events += pipeline.takeEvents()
    }

    /// Lets time pass without a packet.
    mutating func advance(to seconds: Double) {
        pipeline.advance(to: Self.time(seconds))
        events += pipeline.takeEvents()
    }

    mutating func finish() {
        pipeline.finish()
        events += pipeline.takeEvents()
    }

    static func time(_ seconds: Double) -> Timestamp {
        Timestamp(seconds: 1_700_000_000).advanced(byNanoseconds: Int64(seconds * 1_000_000_000))
    }

    var verdicts: [Verdict] { events.compactMap { if case .verdict(let verdict) = $0 { verdict } else { nil } } }
    var entries: [BlacklistEntry] { events.compactMap { if case .blacklist(let entry) = $0 { entry } else { nil } } }
    var flows: Int { events.count { if case .flow = $0 { true } else { false } } }
    /// The verdicts' kinds, each once, in order of name.
    var kinds: [String] { Set(verdicts.map(\.kind.rawValue)).sorted() }
}
