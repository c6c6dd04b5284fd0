import Detection
import Features
import Packets

/// Runs the stages of a pipeline over captures, on one thread or on several.
///
/// Of a batch of packets the threads meter parts of the flow table as they come; then each folds its share of the entities, part by
/// part as these are metered. At the end of a second the same with the flows touched in it, and then each examines its entities. One
/// thread reads ahead while the others have parts to take, and so does who would have to wait for the end of a batch. Which thread
/// does a part never shows: a part's work is the same, in the same order.
struct Crew: ~Copyable {
    private let workers: Workers
    private let tasks: Tasks
    private let unfinished = Unfinished()
    private let stages: Stages
    private let source: ReadAhead
    private(set) var conclusion: Conclusion
    /// Packets in the ring of evidence that belong to the stream and were worked on.
    private var kept: Range<Int>
    /// Packets of the second that is filling.
    private var load = 0
    /// Packets from which on a batch or a second is worth to wake other threads for.
    private static let worthwhile = 1_024

    init(
        _ configuration: Pipeline.Configuration, rules: RuleSet, workers: Workers, source: ReadAhead,
        secret: (UInt64, UInt64)
    ) {
        self.workers = workers
        tasks = Tasks(threads: workers.count)
        self.source = source
        stages = Stages(
            configuration, scoring: ScoringEngine(rules: rules, alarmsPerDay: configuration.alarmsPerDay),
            secret: secret, workers: workers)
        conclusion = Conclusion(configuration)
        let firstKept = source.withReader { $0.firstKept }
        kept = firstKept..<firstKept
    }

    /// Bytes that the tables take at most.
    var bytes: Int { stages.bytes }

    /// Adds what was counted of flows, entities and verdicts.
    func count(into counters: inout Counters) {
        stages.count(into: &counters)
        conclusion.count(into: &counters)
    }

    /// The events since the last call.
    mutating func takeEvents() -> [EngineEvent] { conclusion.takeEvents() }
    var hasEvents: Bool { conclusion.hasEvents }
}

// MARK: - Batches

extension Crew {
    /// Works on the batch that is filled.
    mutating func step() {
        let (stages, tasks, source) = (stages, tasks, source)
        let (count, second) = source.withBatch { ($0.queues.count, $0.second) }
        load += count
        let together = count >= Self.worthwhile && workers.count > 1
        tasks.reset()
        let threads = workers.count
        workers.run(together: together) { worker in
            // Only one thread can read: it does so as long as the others have parts to take, and the next batch comes first. Alone it is
            // better read when the caches are free.
            if together, worker == threads - 1 {
                source.readNext()
                while tasks.areLeft(of: stages.parts), source.readPiece() {}
            }
            tasks.work(stages.parts, worker: worker, of: threads) { part in
                source.withBatch { stages.meter($0, part: part) }
            }
            guard worker < stages.folders else { return }
            source.withBatch { stages.fold($0, second: second, folder: worker) }
            Self.foldReports(stages, tasks, source, second, folder: worker)
        }
        conclusion.takeEnded(of: stages)
        let (closing, lastKept) = source.withBatch { ($0.closing, $0.kept) }
        source.finishBatch()
        kept = kept.lowerBound..<max(kept.upperBound, lastKept)
        for second in closing { close(second) }
    }
}

// MARK: - Seconds

extension Crew {
    /// Closes the seconds that are open and every flow.
    mutating func finish(_ closing: Range<Int64>) {
        for second in closing {
            // Flows end now, whatever the last seconds brought.
            load = Self.worthwhile
            close(second)
        }
        let last = closing.upperBound
        load = Self.worthwhile
        reportUntilDone(in: last) { stages, part in stages.reportAll(part: part, at: Timestamp(seconds: last)) }
        close(last)
        conclusion.decide(on: stages.closeIncidents(last), stages)
        collectEvidence(at: nil)
    }

    private mutating func close(_ second: Int64) {
        let end = Timestamp(seconds: second + 1)
        let together = load >= Self.worthwhile
        defer { load = 0 }
        reportUntilDone(in: second) { stages, part in stages.report(part: part, at: end) }
        conclusion.note(stages.totals, of: second)
        let stages = stages
        workers.run(together: together) { worker in
            if worker < stages.folders { stages.examine(second, folder: worker) }
        }
        conclusion.decide(on: stages.conclude(second), stages)
        collectEvidence(at: end)
    }

    /// Collects the evidence that is due, or all at the end.
    private mutating func collectEvidence(at time: Timestamp?) {
        guard let requests = conclusion.evidence.due(at: time) else { return }
        let most = conclusion.evidence.maximumBytes
        let kept = kept
        let packets = source.withReader { $0.collect(requests, in: kept, most) }
        conclusion.add(packets, for: requests)
    }

    private mutating func reportUntilDone(in second: Int64, _ report: @Sendable (Stages, Int) -> Bool) {
        let (stages, tasks, source, unfinished) = (stages, tasks, source, unfinished)
        let together = load >= Self.worthwhile
        repeat {
            unfinished.reset()
            tasks.reset()
            let threads = workers.count
            workers.run(together: together) { worker in
                tasks.work(stages.parts, worker: worker, of: threads) { part in
                    if report(stages, part) { unfinished.note() }
                }
                if worker < stages.folders { Self.foldReports(stages, tasks, source, second, folder: worker) }
            }
            conclusion.takeEnded(of: stages)
        } while unfinished.isNoted
    }

    /// Folds the reports of all parts in their order, each as soon as it is there.
    private static func foldReports(
        _ stages: Stages, _ tasks: Tasks, _ source: ReadAhead, _ second: Int64, folder: Int
    ) {
        stages.foldReports(second: second, folder: folder) { part in tasks.wait(for: part) { source.readPiece() } }
    }
}
