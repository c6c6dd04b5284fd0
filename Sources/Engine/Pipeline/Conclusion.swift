import Detection
import Features
import Flows
import Packets

/// The end of a second: scores what was touched in it, decides, and keeps the events until they are taken.
struct Conclusion {
    private let emitsFlows: Bool
    private let emitsSeconds: Bool
    private var rounds: [ScoringRound]
    var scoring: ScoringEngine
    var policy: BlacklistPolicy
    private var events: [EngineEvent] = []
    private var verdicts: UInt64 = 0
    private var blacklisted: UInt64 = 0

    init(rules: RuleSet, configuration: Pipeline.Configuration) {
        emitsFlows = configuration.emitsFlows
        emitsSeconds = configuration.emitsSeconds
        scoring = ScoringEngine(rules: rules)
        rounds = (0..<configuration.parts).map { _ in ScoringRound() }
        policy = BlacklistPolicy(configuration.policy)
    }

    /// Adds what was counted of windows and verdicts.
    func count(into counters: inout Counters) {
        counters.windows += rounds.reduce(0) { $0 + $1.windows }
        counters.verdicts += verdicts
        counters.blacklisted += blacklisted
        counters.blocksOverBudget += policy.overBudget
    }

    /// Closes a second whose flows are folded.
    mutating func close(_ second: Int64, of stages: Stages) {
        let totals = stages.totals
        if emitsSeconds, totals.packets > 0 { events.append(.second(time: Timestamp(seconds: second + 1), totals)) }
        // A value of its own, or each look at it would count as a use of all of `self`.
        let engine = scoring
        for folder in 0..<stages.folders {
            stages.withWindows(folder: folder) { extractor in
                extractor.closeSecond(&rounds) { rounds, part, windows in
                    engine.examine(windows, second: second, into: &rounds[part])
                }
            }
        }
        for verdict in scoring.conclude(&rounds, second: second) { decide(on: verdict, stages) }
    }

    /// Takes over the flows that ended among those that were reported.
    mutating func takeEnded(of stages: Stages) {
        guard emitsFlows else { return }
        stages.ended { events.append(.flow($0)) }
    }

    private mutating func decide(on verdict: Verdict, _ stages: Stages) {
        var verdict = verdict
        if verdict.kind == .arpSpoof, verdict.peer == nil { verdict.peer = stages.claimTarget(of: verdict.entity) }
        verdicts += 1
        events.append(.verdict(verdict))
        if let entry = policy.entry(for: verdict) {
            blacklisted += 1
            events.append(.blacklist(entry))
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
