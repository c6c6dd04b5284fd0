import Capture
import Detection
import Packets

/// Runs captures through a pipeline, one after another, as `weir analyze` does.
public struct CaptureAnalysis: ~Copyable {
    private var pipeline: Pipeline
    /// Packets between two looks at the clock and at the events.
    private static let stride: UInt64 = 65_536

    public init(rules: RuleSet, configuration: Pipeline.Configuration) {
        pipeline = Pipeline(rules: rules, configuration: configuration)
    }

    public var counters: Counters { pipeline.counters }
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
        do {
            while try step(&file) {
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
    private mutating func step(_ file: inout CaptureFile) throws(CaptureError) -> Bool {
        guard let frame = try file.next() else { return false }
        pipeline.process(frame)
        return true
    }

    /// Ends every open window and flow.
    public mutating func finish(events: ([EngineEvent]) throws -> Void) rethrows {
        pipeline.finish()
        if pipeline.hasEvents { try events(pipeline.takeEvents()) }
    }
}
