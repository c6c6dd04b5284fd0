import Detection
import Features
import Packets
import Testing

@Suite("rounds of scoring")
struct ScoringRoundTests {
    private static let rule = """
        description: Many flows.
        entity: ROLE
        when: [{window: 10, all: [{feature: new_flows, at_least: 1000, usual: 7}]}]
        kind: connection-flood
        severity: high
        action: block
        normal_share: 0.9
        """

    private func rules() throws -> RuleSet {
        RuleSet(
            try [EntityRole.source, .destination].map { role in
                try RuleTexts.rule(Self.rule.replacing("ROLE", with: role.name))
            })
    }

    private func loud(_ role: EntityRole, _ number: UInt32, second: Int64) -> PlayedWindows {
        var windows = EntityWindows(playing: Entity(role, IPAddress(v4: number)))
        windows.play(["new_flows": 2_000], second: second)
        return PlayedWindows(windows, second: second)
    }

    @Test("verdicts come role by role, and within a role round by round")
    func order() throws {
        var engine = ScoringEngine(rules: try rules())
        var rounds = [ScoringRound(), ScoringRound()]
        for (round, role, number) in [
            (1, EntityRole.source, 3), (1, .destination, 4), (0, .source, 1), (0, .source, 2), (0, .destination, 5),
        ] as [(Int, EntityRole, UInt32)] {
            engine.examine(loud(role, number, second: 9).windows, second: 9, into: &rounds[round])
        }
        let said = engine.conclude(&rounds, second: 9)
        #expect(said.map(\.entity.v4Bits) == [1, 2, 3, 5, 4])
        #expect(said.map(\.role) == [.source, .source, .source, .destination, .destination])
        #expect(engine.conclude(&rounds, second: 10).isEmpty, "rounds are emptied")
    }

    @Test("a second is scored against the baseline at its beginning")
    func frozen() {
        var engine = ScoringEngine(rules: RuleSet([]))
        var traffic = NormalTraffic(seed: 1)
        var rounds = [ScoringRound()]
        var second: Int64 = 0
        for _ in 0..<20_000 {
            let played = traffic.next()
            second = played.second
            engine.examine(played.windows, second: second, into: &rounds[0])
            _ = engine.conclude(&rounds, second: second)
        }
        let outliers = (0..<100).map { host in
            traffic.play(
                by: NormalTraffic.host(host),
                ["productive_flows": 1, "new_flows": 50_000, "forward_packets": 9_000_000])
        }
        second += 5
        for outlier in outliers { engine.examine(outlier.windows, second: second, into: &rounds[0]) }
        let early = engine.conclude(&rounds, second: second).filter { $0.incident.state == .opened }
        #expect(early.count == 100 && early.allSatisfy { $0.kind == .anomaly })
        // What was learnt holds them, too.
        second += 5
        let next = traffic.play(
            by: NormalTraffic.host(200), ["productive_flows": 1, "new_flows": 50_000, "forward_packets": 9_000_000])
        let before = engine.score(of: next.windows)
        #expect(before < 0.9999, "a hundred hosts showed the same")
    }

    @Test("however the windows of a second are spread over rounds, the same is learnt, over fading too")
    func spread() {
        var engines = [ScoringEngine(rules: RuleSet([])), ScoringEngine(rules: RuleSet([]))]
        var traffic = [NormalTraffic(seed: 2), NormalTraffic(seed: 2)]
        var random = SeededRandom(state: 3)
        let played = (0..<500).map { _ in traffic[0].next() }
        var one = [ScoringRound()]
        var many = [ScoringRound(), ScoringRound(), ScoringRound()]
        for second in 0..<2_200 as Range<Int64> {
            for windows in played { engines[0].examine(windows.windows, second: second * 5, into: &one[0]) }
            for windows in played.reversed() {
                engines[1].examine(
                    windows.windows, second: second * 5, into: &many[Int.random(in: 0..<3, using: &random)])
            }
            _ = engines[0].conclude(&one, second: second * 5)
            _ = engines[1].conclude(&many, second: second * 5)
            guard second % 100 == 0 else { continue }
            let windows = traffic[1].next()
            #expect(engines[0].score(of: windows.windows) == engines[1].score(of: windows.windows))
        }
    }
}
