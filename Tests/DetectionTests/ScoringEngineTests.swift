import Detection
import Features
import Packets
import Testing

@Suite("scoring")
struct ScoringEngineTests {
    private static let rule = """
        description: Many flows.
        entity: source
        when: [{window: 10, all: [{feature: new_flows, at_least: 1000, usual: 7}]}]
        kind: connection-flood
        severity: high
        action: block
        normal_share: 0.9
        """

    /// An engine with the round of a part, which keeps what is not learnt yet.
    private struct Scoring {
        var engine: ScoringEngine
        var rounds = [ScoringRound()]

        init(rules: RuleSet) { engine = ScoringEngine(rules: rules) }

        mutating func replace(rules: RuleSet) { engine.replace(rules: rules) }
    }

    private func verdicts(_ scoring: inout Scoring, _ played: PlayedWindows, second: Int64? = nil) -> [Verdict] {
        let engine = scoring.engine
        engine.examine(played.windows, second: second ?? played.second, into: &scoring.rounds[0])
        return scoring.engine.conclude(&scoring.rounds, second: second ?? played.second)
    }

    @Test("a verdict names the end of its window, its entity and its rule")
    func verdict() throws {
        var engine = Scoring(rules: RuleSet([try RuleTexts.rule(Self.rule)]))
        var traffic = NormalTraffic(seed: 1)
        let window = traffic.play(["new_flows": 2_000])
        let said = verdicts(&engine, window)
        let verdict = try #require(said.first)
        #expect(verdict.time == Timestamp(seconds: window.second + 1) && verdict.windowSeconds == 10)
        #expect(verdict.entity == NormalTraffic.entity.address && verdict.peer == nil && verdict.role == .source)
        #expect(verdict.rule == "test" && verdict.kind == .connectionFlood && !verdict.proofOfPath)
        #expect(verdict.reasons == [Reason(feature: "new_flows", observed: 2_000, expected: 7)])
        #expect(verdict.score == 0.95)
    }

    @Test("what goes on is one verdict")
    func once() throws {
        var engine = Scoring(rules: RuleSet([try RuleTexts.rule(Self.rule)]))
        var traffic = NormalTraffic(seed: 2)
        var count = 0
        for _ in 0..<100 { count += verdicts(&engine, traffic.play(["new_flows": 2_000])).count }
        #expect(count == 1)
    }

    @Test("a window that a rule speaks against is not learnt")
    func notLearnt() throws {
        var engine = Scoring(rules: RuleSet([try RuleTexts.rule(Self.rule)]))
        var traffic = NormalTraffic(seed: 3)
        for _ in 0..<1_000 { #expect(verdicts(&engine, traffic.next()).isEmpty) }
        for _ in 0..<5_000 { _ = verdicts(&engine, traffic.play(["new_flows": 50_000])) }
        engine.replace(
            rules: RuleSet([try RuleTexts.rule(Self.rule.replacing("connection-flood", with: "brute-force"))]))
        let rare = traffic.play(["new_flows": 2_000, "forward_packets": 900_000])
        let verdict = try #require(verdicts(&engine, rare).first)
        #expect((1...2).contains(verdict.reasons[0].expected), "the median of what was learnt, not the attack")
        #expect(verdict.score > 0.95, "the baseline finds it rarer than the rule does")
    }

    @Test("without rules the baseline speaks, of what it never saw before")
    func anomaly() {
        var engine = Scoring(rules: RuleSet([]))
        var traffic = NormalTraffic(seed: 4)
        var kinds: [Kind] = []
        for _ in 0..<20_000 { kinds += verdicts(&engine, traffic.next()).map(\.kind) }
        #expect(kinds.count <= 3, "a day and more, with one alarm wanted a day")
        let said = verdicts(&engine, traffic.play(["new_flows": 5_000, "forward_octets": 99_000_000]))
        #expect(said.map(\.kind) == [.anomaly] && said.map(\.rule) == [nil])
    }

    @Test("the ends of time do not trap", arguments: [Int64.min, .min + 1, -1, 0, .max - 1, .max])
    func extremes(_ second: Int64) throws {
        var engine = Scoring(rules: RuleSet([try RuleTexts.rule(Self.rule)]))
        var traffic = NormalTraffic(seed: 5)
        let said = verdicts(&engine, traffic.play(["new_flows": 2_000]), second: second)
        #expect(said.count == 1)
    }
}
