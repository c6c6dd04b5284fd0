import Capture
import Detection
import Packets

/// Runs captures through a pipeline, one after another, as `weir analyze` does.
///
/// Captures are one stream as long as each begins where the one before ended, as rotated files do. One that goes back in
/// time shows another place or another day: it gets a pipeline of its own.
public struct CaptureAnalysis: ~Copyable {
    private let rules: RuleSet
    private let configuration: Pipeline.Configuration
    private var pipeline: Pipeline
    private var ended = Counters()
    /// Whether the next frame is the first of its capture.
    private var isAtStart = true
    /// Packets between two reports of progress.
    private static let stride: UInt64 = 65_536

    public init(rules: RuleSet, configuration: Pipeline.Configuration) {
        self.rules = rules
        self.configuration = configuration
        pipeline = Pipeline(rules: rules, configuration: configuration)
    }

    /// What was counted over all captures.
    public var counters: Counters {
        var counters = ended
        counters.add(pipeline.counters)
        return counters
    }

    /// Bytes that the tables take at most.
    public var bytes: Int { pipeline.bytes }

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
        var file = try CaptureFile(path: path)
        var packets: UInt64 = 0
        isAtStart = true
        do {
            while try step(&file, events) {
                packets += 1
                if pipeline.hasEvents { try events(pipeline.takeEvents()) }
                if packets.isMultiple(of: Self.stride) {
                    let share = file.fileSize.map { $0 > 0 ? Double(file.position) / Double($0) : 1 }
                    progress(Progress(path: path, packets: packets, share: share))
                }
            }
        } catch {
            if pipeline.hasEvents { try events(pipeline.takeEvents()) }
            throw error
        }
    }

    /// Takes in the next frame, which is borrowed from the file no longer than this call; false at the end.
    private mutating func step(_ file: inout CaptureFile, _ events: ([EngineEvent]) throws -> Void) throws -> Bool {
        guard let frame = try file.next() else { return false }
        if isAtStart {
            isAtStart = false
            if let last = pipeline.counters.last, frame.timestamp < last { try startAnew(events) }
        }
        pipeline.process(frame)
        return true
    }

    private mutating func startAnew(_ events: ([EngineEvent]) throws -> Void) throws {
        try finish(events: events)
        ended.add(pipeline.counters)
        pipeline = Pipeline(rules: rules, configuration: configuration)
    }

    /// Ends every open window and flow.
    public mutating func finish(events: ([EngineEvent]) throws -> Void) rethrows {
        pipeline.finish()
        if pipeline.hasEvents { try events(pipeline.takeEvents()) }
    }
}
