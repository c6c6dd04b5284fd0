import Detection
import Features
import Flows
import Packets

/// The end of a second: decides on its verdicts, and keeps the events until they are taken.
struct Conclusion {
    private let emitsFlows: Bool
    private let emitsSeconds: Bool
    var policy: BlacklistPolicy
    var evidence: EvidenceCollector
    private var events: [EngineEvent] = []
    private var verdicts: UInt64 = 0
    private var blacklisted: UInt64 = 0

    init(_ configuration: Pipeline.Configuration) {
        emitsFlows = configuration.emitsFlows
        emitsSeconds = configuration.emitsSeconds
        policy = BlacklistPolicy(configuration.policy)
        evidence = EvidenceCollector(configuration.evidence)
    }

    /// Adds what was counted of verdicts.
    func count(into counters: inout Counters) {
        counters.verdicts += verdicts
        counters.blacklisted += blacklisted
        counters.blocksOverBudget += policy.overBudget
        counters.evidenceUnasked += evidence.unasked
    }

    /// Notes what was seen in a second whose flows are folded; to be called before its entities are examined.
    mutating func note(_ totals: SecondTotals, of second: Int64) {
        guard emitsSeconds, totals.packets > 0 else { return }
        events.append(.second(time: Timestamp(seconds: second + 1), totals))
    }

    /// Decides on what a second brought.
    mutating func decide(on verdicts: [Verdict], _ stages: Stages) {
        for verdict in verdicts { decide(on: verdict, stages) }
    }

    /// Takes over the flows that ended among those that were reported.
    mutating func takeEnded(of stages: Stages) {
        guard emitsFlows else { return }
        stages.ended { events.append(.flow($0)) }
    }

    private mutating func decide(on verdict: Verdict, _ stages: Stages) {
        var verdict = verdict
        if verdict.kind == .arpSpoof, verdict.peer == nil { verdict.peer = stages.claimTarget(of: verdict.entity) }
        switch verdict.incident.state {
        case .opened, .raised:
            verdicts += 1
            events.append(.verdict(verdict))
            evidence.note(verdict)
        case .updated: events.append(.incident(verdict))
        case .closed:
            events.append(.incident(verdict))
            return
        }
        // Of what goes on too: a block ends, and the attack may not have.
        if let entry = policy.entry(for: verdict) {
            blacklisted += 1
            events.append(.blacklist(entry))
        }
    }

    /// Adds what was collected for verdicts.
    mutating func add(_ packets: [KeptPackets], for requests: [EvidenceRequest]) {
        for (request, packets) in zip(requests, packets) {
            events.append(.evidence(evidence.evidence(packets, for: request)))
        }
    }

    /// The events since the last call.
    mutating func takeEvents() -> [EngineEvent] {
        let taken = events
        events.removeAll(keepingCapacity: true)
        return taken
    }

    /// Whether events wait.
    var hasEvents: Bool { !events.isEmpty }
}
