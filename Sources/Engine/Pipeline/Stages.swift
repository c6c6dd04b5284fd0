import Detection
import Features
import Flows
import Packets

/// The stages between intake and verdicts, and the tables that they work on.
///
/// Flows and entities are divided into parts by fixed hashes. However many threads there are, a part is worked on by one at a
/// time, in an order that the packets alone decide; so the number of threads cannot show in what comes out. What a part's
/// meter reported is folded once it is metered; the next batch begins when all of this one is folded.
final class Stages: Sendable {
    private let meters: Handover<FlowMeter>
    private let windows: Handover<WindowExtractor>
    private let scoring: Handover<ScoringEngine>
    private let rounds: Handover<[ScoringRound]>
    /// Parts of flows and of entities.
    let parts: Int
    /// Threads that fold, each for its share of the entities.
    let folders: Int
    /// Bytes that the tables take at most.
    let bytes: Int

    /// Without meters where packets are metered elsewhere. The threads that will use the tables make them: to have the memory
    /// that is used everywhere mapped takes milliseconds.
    init(
        _ configuration: Pipeline.Configuration, scoring: ScoringEngine, secret: (UInt64, UInt64),
        workers: Workers = Workers(count: 1), hasMeters: Bool = true, in memory: TableMemory? = nil
    ) {
        let parts = configuration.parts
        let folders = min(workers.count, parts)
        var flows = configuration.flows
        flows.capacity = (flows.capacity + parts - 1) / parts
        flows.exportsFlows = configuration.emitsFlows
        meters = workers.handover(hasMeters ? parts : 0) { [flows] _ in
            FlowMeter(configuration: flows, secret: secret, reports: PacketBatch.capacity, in: memory)
        }
        windows = workers.handover(folders) { folder in
            WindowExtractor(
                configuration: configuration.windows, secret: secret, parts: parts, first: folder, stride: folders,
                in: memory)
        }
        self.scoring = Handover(scoring)
        rounds = Handover(count: folders)
        for folder in 0..<folders { rounds.put((0..<parts).map { _ in ScoringRound() }, at: folder) }
        self.parts = parts
        self.folders = folders
        var bytes = 0
        for part in 0..<meters.count { bytes += meters.read(at: part) { $0.bytes } }
        for folder in 0..<folders { bytes += windows.read(at: folder) { $0.bytes } }
        self.bytes = bytes
        measure()
    }

    /// Meters what a batch holds for one part.
    func meter(_ batch: borrowing PacketBatch, part: Int) {
        meters.write(at: part) { meter in
            meter.clearReports()
            meter.meter(batch.queues, part: part)
        }
    }

    /// Reports what happened in one part up to the end of a second; whether there is more than one report's room.
    func report(part: Int, at end: Timestamp) -> Bool {
        meters.write(at: part) { meter in
            meter.clearReports()
            return meter.report(at: end)
        }
    }

    /// The same of every flow, which ends with the capture.
    func reportAll(part: Int, at end: Timestamp) -> Bool {
        meters.write(at: part) { meter in
            meter.clearReports()
            return meter.reportAll(at: end)
        }
    }

    /// Folds what packets showed beside their flows, for one thread's share of the entities.
    func fold(_ batch: borrowing PacketBatch, second: Int64, folder: Int) {
        windows.write(at: folder) { extractor in
            extractor.begin(second: second)
            extractor.fold(batch.sides)
        }
    }

    /// Folds what was reported and observed elsewhere, on one thread for all entities.
    func fold(_ reports: borrowing FlowReports, _ sides: borrowing SideObservations, second: Int64) {
        windows.write { extractor in
            extractor.begin(second: second)
            extractor.fold(sides)
            extractor.fold(reports)
        }
    }

    /// Folds what the parts of the meter reported, in their order, for one thread's share of the entities; `wait` returns when a part has
    /// reported.
    func foldReports(second: Int64, folder: Int, wait: (Int) -> Void = { _ in }) {
        windows.write(at: folder) { extractor in
            extractor.begin(second: second)
            for part in 0..<parts {
                wait(part)
                meters.read(at: part) { meter in extractor.fold(reportsOf: meter) }
            }
        }
    }

    /// Shows the flows that ended among those reported.
    func ended(_ visit: (FlowReport) -> Void) {
        for part in 0..<meters.count {
            meters.read(at: part) { meter in
                for index in 0..<meter.reportCount where meter[report: index].reason != nil {
                    visit(meter[report: index])
                }
            }
        }
    }

    /// Examines what was touched in the second, for one thread's share of the entities.
    func examine(_ second: Int64, folder: Int) {
        scoring.read { engine in
            rounds.write(at: folder) { rounds in
                windows.write(at: folder) { extractor in
                    let all = ScoringEngine.looksAtAll(second)
                    extractor.closeSecond(&rounds, all: all) { rounds, part, windows in
                        engine.examine(windows, second: second, into: &rounds[part])
                    }
                }
            }
        }
    }

    /// Concludes a second that all threads have examined.
    func conclude(_ second: Int64) -> [Verdict] {
        // Each part's round lies with the thread that has the part; they come together, and go back to be used again.
        rounds.write { all in
            exchange(&all)
            defer { exchange(&all) }
            return scoring.write { $0.conclude(&all, second: second) }
        }
    }

    /// Closes the incidents that are open at the end of the capture.
    func closeIncidents(_ second: Int64) -> [Verdict] { scoring.write { $0.finish(second: second) } }

    private func exchange(_ all: inout [ScoringRound]) {
        for folder in 1..<max(1, folders) {
            rounds.write(at: folder) { rounds in
                for part in stride(from: folder, to: parts, by: folders) { swap(&all[part], &rounds[part]) }
            }
        }
    }

    /// Changes the rules from the next second on.
    func replace(rules: RuleSet) {
        scoring.write { $0.replace(rules: rules) }
        measure()
    }

    /// Tells the windows which entities matter to the rules.
    private func measure() {
        let gates = scoring.read { $0.gates }
        for folder in 0..<folders { windows.write(at: folder) { $0.measure(by: gates) } }
    }

    /// What the baseline learnt.
    var baselineState: [UInt8] { scoring.read { $0.baselineState } }

    /// Takes over what it learnt before; false where the bytes do not fit.
    func restore(baseline state: [UInt8]) -> Bool { scoring.write { $0.restore(baseline: state) } }

    /// What was seen in the second that is filling.
    var totals: SecondTotals {
        var totals = SecondTotals()
        for folder in 0..<folders { windows.read(at: folder) { totals.add($0.totals) } }
        return totals
    }

    /// The host to which an address in conflict was claimed last.
    func claimTarget(of address: IPAddress) -> IPAddress? {
        for folder in 0..<folders {
            if let target = windows.read(at: folder, { $0.claimTarget(of: address) }) { return target }
        }
        return nil
    }

    /// Adds what was counted of flows and entities.
    func count(into counters: inout Counters) {
        for part in 0..<meters.count {
            meters.read(at: part) { meter in
                counters.flows += meter.statistics.flows
                counters.evictedFlows += meter.statistics.evicted
            }
        }
        for folder in 0..<folders {
            windows.read(at: folder) { extractor in
                counters.evictedEntities += extractor.evicted
                counters.windows += extractor.windows
            }
        }
    }
}
