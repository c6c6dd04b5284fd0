import Capture
import Detection
import Packets

/// Runs captures through a pipeline, one after another, as `weir analyze` does.
///
/// Captures are one stream as long as each begins where the one before ended, as rotated files do. One that goes back in
/// time shows another place or another day: it gets a pipeline of its own. What comes out does not depend on the number of
/// cores.
public struct CaptureAnalysis: ~Copyable {
    private let rules: RuleSet
    private let configuration: Pipeline.Configuration
    private let secret: (UInt64, UInt64)
    private let workers: Workers
    private let reader: Handover<CaptureReader>
    private let batches: [Handover<PacketBatch>]
    private var crew: Crew
    /// What was counted of flows, entities and verdicts before the stream began anew.
    private var ended = Counters()
    private let batchBytes: Int

    /// Works on `cores` threads, the caller's among them, 1…64. More than there are parts serve for nothing.
    public init(rules: RuleSet, configuration: Pipeline.Configuration, cores: Int = 1) {
        self.rules = rules
        self.configuration = configuration
        var random = SystemRandomNumberGenerator()
        secret = (random.next(), random.next())
        workers = Workers(count: cores)
        reader = Handover(CaptureReader(secret: secret, configuration.evidence))
        // One that is worked on, one that is read ahead, and one that the first packet of a second goes into.
        var bytes = 0
        batches = (0..<3).map { _ in
            let batch = PacketBatch(parts: configuration.parts)
            bytes += batch.bytes
            return Handover(batch)
        }
        batchBytes = bytes
        crew = Crew(
            configuration, rules: rules, workers: workers, reader: reader, batches: batches, secret: secret)
    }

    /// What was counted over all captures.
    public var counters: Counters {
        var counters = reader.read { $0.counters }
        crew.count(into: &counters)
        counters.add(ended)
        return counters
    }

    /// Bytes that the tables take at most.
    public var bytes: Int { crew.bytes + batchBytes + reader.read { $0.bytes } }

    /// How far the reading of a capture is.
    public struct Progress: Sendable {
        public var path: String
        public var packets: UInt64
        /// Share of the file that was read, 0…1; nil where its size is not known.
        public var share: Double?
    }

    /// Reads one capture to its end. Events come out as they happen; after an error everything before it was analysed.
    public mutating func read(
        _ path: String, events: ([EngineEvent]) throws -> Void, progress: (Progress) -> Void
    ) throws {
        let before = try reader.write { reader in
            try reader.open(path)
            return reader.counters.packets
        }
        var outcome = crew.begin()
        while true {
            if case .anew = outcome {
                try startAnew(events)
                outcome = crew.begin()
                continue
            }
            let isLast: Bool =
                switch outcome {
                case .more: false
                case .anew, .end, .failed: true
                }
            let done = outcome
            outcome = crew.step(more: !isLast)
            if crew.hasEvents { try events(crew.takeEvents()) }
            progress(reader.read { Progress(path: path, packets: $0.counters.packets - before, share: $0.share) })
            if case .failed(let error) = done { throw error }
            if isLast { return }
        }
    }

    /// Ends what came before. The next batch begins the new stream.
    private mutating func startAnew(_ events: ([EngineEvent]) throws -> Void) throws {
        crew.finish(reader.read { $0.left })
        if crew.hasEvents { try events(crew.takeEvents()) }
        crew.count(into: &ended)
        crew = Crew(
            configuration, rules: rules, workers: workers, reader: reader, batches: batches, secret: secret,
            current: crew.current + 1)
    }

    /// Ends every open window and flow.
    public mutating func finish(events: ([EngineEvent]) throws -> Void) rethrows {
        let closing = reader.write { $0.finish() }
        if let closing { crew.finish(closing) }
        if crew.hasEvents { try events(crew.takeEvents()) }
    }
}
