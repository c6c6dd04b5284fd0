import Capture
import Detection
import Features
import Flows
import Packets

/// What several members send, as one: fold → score → decide, second by second.
///
/// A second is closed when all members said that they are past it, by a packet or by the clock. What a member sends of a
/// later second waits in its queue until then.
package struct Merge: ~Copyable {
    private let stages: Stages
    private let queues: [ParcelQueue]
    private var conclusion: Conclusion
    private var clock = SecondClock()
    /// What each member had counted when it sent its latest parcel.
    private var counted: [Counters]
    private var captured: [CaptureStatistics]
    /// Evidence that members were asked for, in that order.
    private var asked: [[EvidenceRequest]] = []

    package init(
        rules: RuleSet, configuration: Pipeline.Configuration, secret: (UInt64, UInt64), queues: [ParcelQueue],
        in memory: TableMemory? = nil
    ) {
        stages = Stages(
            configuration, scoring: ScoringEngine(rules: rules, alarmsPerDay: configuration.alarmsPerDay),
            secret: secret, hasMeters: false, in: memory)
        conclusion = Conclusion(configuration)
        counted = queues.map { _ in Counters() }
        captured = queues.map { _ in CaptureStatistics() }
        self.queues = queues
    }

    /// Bytes that the tables of entities take at most.
    var bytes: Int { stages.bytes }

    /// What was counted so far; of the members, as of their latest parcels.
    package var counters: Counters {
        var counters = Counters()
        for member in counted { counters.add(member) }
        counters.kernelDropped = captured.reduce(0) { $0 + $1.kernelDropped }
        // Each tells of the interfaces that all share.
        counters.interfaceDropped = captured.map(\.interfaceDropped).max() ?? 0
        stages.count(into: &counters)
        conclusion.count(into: &counters)
        return counters
    }

    /// Packets that the kernel has counted for all members.
    var received: UInt64 { captured.reduce(0) { $0 + $1.received } }

    /// Changes the rules from the next second on.
    mutating func replace(rules: RuleSet) { stages.replace(rules: rules) }

    /// What the baseline learnt.
    var baselineState: [UInt8] { stages.baselineState }

    /// Takes over what it learnt before; false where the bytes do not fit.
    func restore(baseline state: [UInt8]) -> Bool { stages.restore(baseline: state) }

    /// Tells the policy of blocks that a store remembers.
    mutating func recall(_ address: IPAddress, blocks: Int, expires: Timestamp) {
        conclusion.policy.recall(address, blocks: blocks, expires: expires)
    }

    /// The events since the last call.
    package mutating func takeEvents() -> [EngineEvent] { conclusion.takeEvents() }
    var hasEvents: Bool { conclusion.hasEvents }

    /// Folds what members sent, and closes the seconds that all are past. Does not wait.
    package mutating func work() {
        // Read before any parcel is taken; see there.
        let closed = queues.reduce(Int64.max) { min($0, $1.closedSecond) }
        guard closed > .min else { return }
        if clock.second == nil {
            let first = queues.reduce(closed) { min($0, $1.firstSecond ?? closed) }
            _ = clock.advance(to: Timestamp(seconds: first))
        }
        for second in clock.advance(to: Timestamp(seconds: closed + 1)) {
            close(second)
            askForEvidence(at: Timestamp(seconds: second + 1))
        }
        takeEvidence()
        if let second = clock.second { takeParcels(of: second) }
    }

    /// Ends the capture: closes the seconds that are open and every flow. The members' own threads must be over.
    package mutating func finish(_ members: [Handover<Member>]) {
        work()
        for (place, member) in members.enumerated() {
            member.write { member in
                member.flush()
                (counted[place], captured[place]) = (member.counters, member.captured)
            }
        }
        guard let latest = members.compactMap({ $0.read { $0.second } }).max() else { return }
        let ended = clock.advance(to: Timestamp(seconds: latest + SecondClock.secondsWithDueFlows))
        for second in ended { close(second, with: members) }
        let last = ended.upperBound
        for member in members { member.write { $0.closeAll(last) { stages.fold($0, $1, second: last) } } }
        close(last)
        conclusion.decide(on: stages.closeIncidents(last), stages)
        if let requests = conclusion.evidence.due(at: nil) { ask(requests) }
        for member in members { member.read { $0.answerRequests() } }
        takeEvidence()
        // Ending flows and folding has counted some more.
        for (place, member) in members.enumerated() { counted[place] = member.read { $0.counters } }
    }

    private mutating func close(_ second: Int64, with members: [Handover<Member>]) {
        takeParcels(of: second)
        for member in members { member.write { $0.close(second) { stages.fold($0, $1, second: second) } } }
        close(second)
    }

    private mutating func close(_ second: Int64) {
        takeParcels(of: second)
        conclusion.note(stages.totals, of: second)
        stages.examine(second, folder: 0)
        conclusion.decide(on: stages.conclude(second), stages)
    }

    private mutating func askForEvidence(at time: Timestamp) {
        if let requests = conclusion.evidence.due(at: time) { ask(requests) }
    }

    private mutating func ask(_ requests: [EvidenceRequest]) {
        for queue in queues { queue.evidence.ask(requests) }
        asked.append(requests)
    }

    /// Takes what all members have answered.
    private mutating func takeEvidence() {
        while let requests = asked.first, queues.allSatisfy(\.evidence.hasAnswer) {
            asked.removeFirst()
            let answers = queues.compactMap { $0.evidence.takeAnswer() }
            let most = conclusion.evidence.maximumBytes
            let packets = requests.indices.map { place in
                KeptPackets.merged(answers.map { $0[place] }, for: requests[place], most: most)
            }
            conclusion.add(packets, for: requests)
        }
    }

    private mutating func takeParcels(of second: Int64) {
        for (place, queue) in queues.enumerated() {
            var isMore = true
            while isMore {
                isMore = queue.take(upTo: second) { parcel in
                    stages.fold(parcel.reports, parcel.sides, second: second)
                    (counted[place], captured[place]) = (parcel.counters, parcel.captured)
                }
            }
        }
    }
}
