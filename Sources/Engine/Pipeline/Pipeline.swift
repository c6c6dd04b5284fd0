import Capture
import Detection
import Features
import Flows
import Packets

/// Frames in, events out: decode → meter → (each second) fold → score → decide.
///
/// One thread owns a pipeline. It never reads a clock: seconds end when a packet of a later one comes, or when the
/// owner of a live link says so. Memory is fixed at start; `bytes` is its bound.
public struct Pipeline: ~Copyable {
    public struct Configuration: Sendable {
        public var flows = FlowMeter.Configuration()
        public var windows = WindowExtractor.Configuration()
        public var policy = BlacklistPolicy.Configuration()
        /// False alarms of the baseline that are wanted a day, 0.01…10,000. Default 1.
        public var alarmsPerDay = BaselineDetector.alarmsPerDay
        public var evidence = EvidenceConfiguration()
        /// Parts that flows and entities are divided into, 1…8; each has its share of the room. What comes out depends on
        /// it, and not on how many threads there are. Default 8.
        public var parts = 8
        /// Whether ended flows come out as events.
        public var emitsFlows = false
        /// Whether each second's totals come out as events.
        public var emitsSeconds = false

        public init() {}
    }

    private let stages: Stages
    private var intake: Intake
    private var batch: PacketBatch
    private var conclusion: Conclusion
    private var clock = SecondClock()

    /// Its tables and its ring of evidence lie in `memory`, where it is given.
    public init(rules: RuleSet, configuration: Configuration = Configuration(), in memory: TableMemory? = nil) {
        var random = SystemRandomNumberGenerator()
        let secret = (random.next(), random.next()) as (UInt64, UInt64)
        stages = Stages(
            configuration, scoring: ScoringEngine(rules: rules, alarmsPerDay: configuration.alarmsPerDay),
            secret: secret, in: memory)
        let evidence = configuration.evidence
        intake = Intake(
            ring: PacketRing(evidence.ringBytes, payloadOctets: evidence.payloadOctets, in: memory))
        batch = PacketBatch(parts: configuration.parts)
        conclusion = Conclusion(configuration)
    }

    /// Bytes that the tables take at most.
    public var bytes: Int { stages.bytes + intake.bytes + batch.bytes }

    /// What was counted so far.
    public var counters: Counters {
        var counters = intake.counters
        stages.count(into: &counters)
        conclusion.count(into: &counters)
        return counters
    }

    /// Changes the rules from the next second on.
    public mutating func replace(rules: RuleSet) { stages.replace(rules: rules) }

    /// What the baseline learnt.
    public var baselineState: [UInt8] { stages.baselineState }

    /// Takes over what it learnt before; false where the bytes do not fit.
    public func restore(baseline state: [UInt8]) -> Bool { stages.restore(baseline: state) }

    /// Tells the policy of blocks that a store remembers.
    public mutating func recall(_ address: IPAddress, blocks: Int, expires: Timestamp) {
        conclusion.policy.recall(address, blocks: blocks, expires: expires)
    }

    /// Takes in one frame.
    @inline(__always)
    public mutating func process(_ frame: borrowing Frame) {
        if clock.isOver(at: frame.timestamp) { advance(to: frame.timestamp) }
        intake.take(frame, into: &batch)
        if batch.isFull { flush() }
    }

    /// Closes every second that ended before `time`.
    @inline(never)
    public mutating func advance(to time: Timestamp) {
        let ended = clock.advance(to: time)
        if !ended.isEmpty { flush(in: ended.lowerBound) }
        for second in ended { closeSecond(second) }
    }

    /// Ends the capture: closes the seconds that are open and every flow.
    public mutating func finish() {
        guard let second = clock.second else { return }
        advance(to: Timestamp(seconds: second + SecondClock.secondsWithDueFlows))
        let last = clock.second ?? second
        reportUntilDone(in: last) { stages, part in stages.reportAll(part: part, at: Timestamp(seconds: last)) }
        closeSecond(last)
        conclusion.decide(on: stages.closeIncidents(last), stages)
        collectEvidence(at: nil)
    }

    /// The events since the last call.
    public mutating func takeEvents() -> [EngineEvent] { conclusion.takeEvents() }

    /// Whether events wait.
    public var hasEvents: Bool { conclusion.hasEvents }
}

// MARK: - Stages

extension Pipeline {
    private mutating func flush() { flush(in: clock.second ?? 0) }

    /// Meters the batch, and folds what that brought at once.
    private mutating func flush(in second: Int64) {
        guard !batch.isEmpty else { return }
        for part in 0..<stages.parts { stages.meter(batch, part: part) }
        stages.fold(batch, second: second, folder: 0)
        takeReports(in: second)
        batch.removeAll()
    }

    private mutating func closeSecond(_ second: Int64) {
        let end = Timestamp(seconds: second + 1)
        reportUntilDone(in: second) { stages, part in stages.report(part: part, at: end) }
        conclusion.note(stages.totals, of: second)
        stages.examine(second, folder: 0)
        conclusion.decide(on: stages.conclude(second), stages)
        collectEvidence(at: end)
    }

    /// Collects the evidence that is due, or all at the end.
    private mutating func collectEvidence(at time: Timestamp?) {
        guard let requests = conclusion.evidence.due(at: time) else { return }
        let packets = intake.ring.collect(
            requests, in: 0..<intake.ring.next, most: conclusion.evidence.maximumBytes)
        conclusion.add(packets, for: requests)
    }

    private mutating func reportUntilDone(in second: Int64, _ report: (Stages, Int) -> Bool) {
        var isDone = false
        while !isDone {
            isDone = true
            for part in 0..<stages.parts where report(stages, part) { isDone = false }
            takeReports(in: second)
        }
    }

    private mutating func takeReports(in second: Int64) {
        stages.foldReports(second: second, folder: 0)
        conclusion.takeEnded(of: stages)
    }
}
