import Detection
import Features
import Packets

/// Runs the stages of a pipeline over captures, on one thread or on several.
///
/// A batch of packets goes through two phases, each of which all threads end together: metering, in which they take parts of the
/// flow table as they come, while one reads the next batch ahead; and folding, in which each has its share of the entities. At
/// the end of a second the same with the flows touched in it, and then each thread examines its entities. Which thread does a
/// part never shows: a part's work is the same, in the same order.
struct Crew: ~Copyable {
    private let workers: Workers
    private let tasks = Tasks()
    private let unfinished = Unfinished()
    private let stages: Stages
    private let reader: Handover<CaptureReader>
    private let batches: [Handover<PacketBatch>]
    /// The batch that is worked on.
    private(set) var current: Int
    private(set) var conclusion: Conclusion
    /// Packets in the ring of evidence that belong to the stream and were worked on.
    private var kept: Range<Int>
    /// Packets of the second that is filling.
    private var load = 0
    /// Packets from which on a batch or a second is worth to wake other threads for.
    private static let worthwhile = 1_024

    init(
        _ configuration: Pipeline.Configuration, rules: RuleSet, workers: Workers, reader: Handover<CaptureReader>,
        batches: [Handover<PacketBatch>], secret: (UInt64, UInt64), current: Int = 0
    ) {
        self.current = current
        self.workers = workers
        self.reader = reader
        self.batches = batches
        stages = Stages(
            configuration, scoring: ScoringEngine(rules: rules, alarmsPerDay: configuration.alarmsPerDay),
            secret: secret,
            folders: min(workers.count, configuration.parts))
        conclusion = Conclusion(configuration)
        let firstKept = reader.read { $0.firstKept }
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
    /// Fills the first batch of a capture.
    func begin() -> CaptureReader.Outcome { Self.fill(reader, batches, current) }

    /// Works on the batch that is filled, and fills the one after it if there is `more`; its outcome.
    mutating func step(more: Bool) -> CaptureReader.Outcome {
        let filled = Handover<CaptureReader.Outcome>(.end)
        let (stages, tasks, reader, batches, current) = (stages, tasks, reader, batches, current)
        // With other threads at work the next batch is read ahead; alone it is better read when the caches are free.
        let ahead = more && workers.count > 1 ? 1 : 0
        let count = batches[current % batches.count].read { $0.queues.count }
        load += count
        let together = count >= Self.worthwhile
        tasks.reset()
        workers.run(together: together) { _ in
            tasks.work(ahead + stages.parts) { number in
                if number < ahead {
                    let outcome = Self.fill(reader, batches, current + 1)
                    filled.write { $0 = outcome }
                } else {
                    batches[current % batches.count].read { stages.meter($0, part: number - ahead) }
                }
            }
        }
        let second = batches[current % batches.count].read { $0.second }
        workers.run(together: together) { worker in
            guard worker < stages.folders else { return }
            batches[current % batches.count].read { stages.fold($0, second: second, folder: worker) }
            stages.foldReports(second: second, folder: worker)
        }
        conclusion.takeEnded(of: stages)
        let (closing, lastKept) = batches[current % batches.count].write { batch in
            let ended = (batch.closing, batch.kept)
            batch.removeAll()
            return ended
        }
        kept = kept.lowerBound..<max(kept.upperBound, lastKept)
        for second in closing { close(second) }
        self.current += 1
        if more, ahead == 0 { return Self.fill(reader, batches, self.current) }
        return filled.read { $0 }
    }

    private static func fill(
        _ reader: Handover<CaptureReader>, _ batches: [Handover<PacketBatch>], _ number: Int
    ) -> CaptureReader.Outcome {
        reader.write { reader in
            batches[number % batches.count].write { batch in
                batches[(number + 1) % batches.count].write { next in reader.fill(&batch, next: &next) }
            }
        }
    }
}

// MARK: - Seconds

extension Crew {
    /// Closes the seconds that are open and every flow.
    mutating func finish(_ closing: Range<Int64>) {
        for second in closing { close(second) }
        let last = closing.upperBound
        // Every flow that is left ends: that may be many, whatever the last second brought.
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

    /// Collects the evidence that is due, or all at the end. No thread reads ahead now.
    private mutating func collectEvidence(at time: Timestamp?) {
        guard let requests = conclusion.evidence.due(at: time) else { return }
        let most = conclusion.evidence.maximumBytes
        let packets = reader.read { $0.collect(requests, in: kept, most) }
        conclusion.add(packets, for: requests)
    }

    private mutating func reportUntilDone(in second: Int64, _ report: @escaping @Sendable (Stages, Int) -> Bool) {
        let (stages, tasks, unfinished) = (stages, tasks, unfinished)
        let together = load >= Self.worthwhile
        repeat {
            unfinished.reset()
            tasks.reset()
            workers.run(together: together) { _ in
                tasks.work(stages.parts) { part in
                    if report(stages, part) { unfinished.note() }
                }
            }
            workers.run(together: together) { worker in
                if worker < stages.folders { stages.foldReports(second: second, folder: worker) }
            }
            conclusion.takeEnded(of: stages)
        } while unfinished.isNoted
    }
}
