import Detection
import Features
import Flows
import Packets

/// The end of a second: scores what was touched in it, decides, and keeps the events until they are taken.
struct Conclusion {
    private let emitsFlows: Bool
    private let emitsSeconds: Bool
    private var round: ScoringRound
    var policy: BlacklistPolicy
    private var events: [EngineEvent] = []
    private var windows: UInt64 = 0
    private var verdicts: UInt64 = 0
    private var blacklisted: UInt64 = 0

    var scoring: ScoringEngine {
        get { round.scoring }
        set { round.scoring = newValue }
    }

    init(rules: RuleSet, configuration: Pipeline.Configuration) {
        emitsFlows = configuration.emitsFlows
        emitsSeconds = configuration.emitsSeconds
        round = ScoringRound(ScoringEngine(rules: rules))
        policy = BlacklistPolicy(configuration.policy)
    }

    /// Adds what was counted of windows and verdicts.
    func count(into counters: inout Counters) {
        counters.windows += windows
        counters.verdicts += verdicts
        counters.blacklisted += blacklisted
        counters.blocksOverBudget += policy.overBudget
    }

    /// Closes a second whose flows are folded.
    mutating func close(_ second: Int64, of stages: Stages) {
        let totals = stages.totals
        if emitsSeconds, totals.packets > 0 { events.append(.second(time: Timestamp(seconds: second + 1), totals)) }
        round.begin(second: second)
        for folder in 0..<stages.folders {
            stages.withWindows(folder: folder) { extractor in
                extractor.closeSecond(&round) { round, _, windows in round.score(windows) }
            }
        }
        windows += round.windows
        for verdict in round.verdicts { decide(on: verdict, stages) }
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

/// The scoring of one second, and what it brought.
private struct ScoringRound {
    var scoring: ScoringEngine
    private var second: Int64 = 0
    private(set) var windows: UInt64 = 0
    private(set) var verdicts: [Verdict] = []

    init(_ scoring: ScoringEngine) { self.scoring = scoring }

    mutating func begin(second: Int64) {
        self.second = second
        windows = 0
        verdicts.removeAll(keepingCapacity: true)
    }

    mutating func score(_ entity: borrowing EntityWindows) {
        windows += UInt64(WindowSpan.allCases.count)
        verdicts += scoring.verdicts(on: copy entity, second: second)
    }
}
