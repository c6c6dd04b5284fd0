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
    private let source: ReadAhead
    private var crew: Crew
    /// What was counted of flows, entities and verdicts before the stream began anew.
    private var ended = Counters()

    /// Works on `cores` threads, the caller's among them, 1…64. More than there are parts serve for nothing.
    public init(rules: RuleSet, configuration: Pipeline.Configuration, cores: Int = 1) {
        self.rules = rules
        self.configuration = configuration
        var random = SystemRandomNumberGenerator()
        secret = (random.next(), random.next())
        let source = ReadAhead(
            CaptureReader(configuration.evidence), parts: configuration.parts, threads: cores)
        self.source = source
        workers = Workers(count: cores) { source.readPiece() }
        crew = Crew(configuration, rules: rules, workers: workers, source: source, secret: secret)
    }

    /// What was counted over all captures.
    public var counters: Counters {
        var counters = source.withReader { $0.counters }
        crew.count(into: &counters)
        counters.add(ended)
        return counters
    }

    /// Bytes that the tables take at most.
    public var bytes: Int { crew.bytes + source.bytes }

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
        let before = source.withReader { $0.packets }
        try source.open(path)
        while true {
            let outcome = source.fill()
            if case .anew = outcome {
                try startAnew(events)
                continue
            }
            crew.step()
            if crew.hasEvents { try events(crew.takeEvents()) }
            let (packets, share) = source.progress
            progress(Progress(path: path, packets: packets - before, share: share))
            switch outcome {
            case .more, .anew: continue
            case .end: return
            case .failed(let error): throw error
            }
        }
    }

    /// Ends what came before. The next batch begins the new stream.
    private mutating func startAnew(_ events: ([EngineEvent]) throws -> Void) throws {
        crew.finish(source.withReader { $0.left })
        if crew.hasEvents { try events(crew.takeEvents()) }
        crew.count(into: &ended)
        source.finishBatch()
        crew = Crew(configuration, rules: rules, workers: workers, source: source, secret: secret)
        source.resume()
    }

    /// Ends every open window and flow.
    public mutating func finish(events: ([EngineEvent]) throws -> Void) rethrows {
        let closing = source.withReader { $0.finish() }
        if let closing { crew.finish(closing) }
        if crew.hasEvents { try events(crew.takeEvents()) }
    }
}
