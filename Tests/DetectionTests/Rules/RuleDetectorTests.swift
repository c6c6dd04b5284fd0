import Detection
import Features
import Packets
import Testing

@Suite("matching rules")
struct RuleDetectorTests {
    private func findings(_ text: String, _ entity: Entity = pair, play: (inout EntityWindows) -> Void) throws
        -> [Finding]
    {
        let detector = RuleDetector(RuleSet([try RuleTexts.rule(text)]))
        var windows = EntityWindows(playing: entity)
        play(&windows)
        return detector.findings(in: windows, second: 100)
    }

    private static let pair = Entity(.pair, IPAddress(v4: 0xC633_6409), peer: IPAddress(v4: 0x0A00_0005))

    @Test("nothing happens, nothing is found")
    func quiet() throws {
        #expect(try findings(RuleTexts.good) { $0.play(["new_flows": 3], second: 100) }.isEmpty)
    }

    @Test("bounds are closed: 20 is at least 20, 19 is not", arguments: [(19, 0), (20, 1), (21, 1)])
    func lower(_ flows: Int, _ count: Int) throws {
        #expect(try findings(RuleTexts.good) { $0.play(["new_flows": flows], second: 100) }.count == count)
    }

    @Test("an upper bound holds up to itself", arguments: [(0, 1), (20, 1), (21, 0)])
    func upper(_ reverse: Int, _ count: Int) throws {
        let found = try findings(RuleTexts.good) {
            $0.play(["new_flows": 30, "forward_packets": 20, "reverse_packets": reverse], second: 100)
        }
        #expect(found.count == count)
    }

    @Test("the first alternative that holds is the finding")
    func first() throws {
        let both = try findings(RuleTexts.good) { $0.play(["new_flows": 50], second: 100) }
        #expect(both.map(\.span) == [.tenSeconds])
        let slow = try findings(RuleTexts.good) { windows in
            for second in stride(from: Int64(120), to: 180, by: 5) { windows.play(["new_flows": 4], second: second) }
        }
        #expect(slow.map(\.span) == [.minute])
        #expect(slow.first?.reasons.map(\.observed) == [48])
    }

    @Test("a finding carries what its rule says")
    func carries() throws {
        let finding = try #require(try findings(RuleTexts.good) { $0.play(["new_flows": 20], second: 100) }.first)
        #expect(finding.kind == .portScan && finding.severity == .high && finding.rule == "test")
        #expect(finding.attack == ["T1046", "T1595.001"])
        #expect(finding.response == Response(action: .block))
        #expect(finding.score == 0.995, "at the threshold the score is the share of normal windows below it")
    }

    @Test("reasons come by how far they are over their bound, equals in the order of the rule")
    func reasons() throws {
        let text = RuleTexts.good(
            replacing: "      - {feature: new_flows, at_least: 20, usual: 2}\n",
            with: """
                      - {feature: new_flows, at_least: 20, usual: 2}
                      - {feature: syn_packets, at_least: 10, usual: 1}
                      - {feature: forward_packets, at_least: 10, usual: 7}
                      - {feature: fragments, at_least: 0, usual: 3}

                """)
        let finding = try #require(
            try findings(text) {
                $0.play(
                    ["new_flows": 40, "syn_packets": 100, "forward_packets": 20, "reverse_packets": 5], second: 100)
            }.first)
        #expect(
            finding.reasons.map(\.feature) == [
                "syn_packets", "new_flows", "forward_packets", "fragments", "response_share",
            ])
        #expect(finding.reasons.map(\.observed) == [100, 40, 20, 0, 0.2])
        #expect(finding.reasons.map(\.expected) == [1, 2, 7, 3, 0.45])
        #expect(finding.score == RuleDetector.score(0.995, excess: 10))
    }

    @Test("proof holds in the window of the finding, or not at all")
    func proof() throws {
        let proven = try findings(RuleTexts.good) { $0.play(["new_flows": 20, "proven_flows": 10], second: 100) }
        #expect(proven.map(\.proofOfPath) == [true])
        let unproven = try findings(RuleTexts.good) { $0.play(["new_flows": 20, "proven_flows": 9], second: 100) }
        #expect(unproven.map(\.proofOfPath) == [false])
        let before = try findings(RuleTexts.good) { windows in
            windows.play(["proven_flows": 10], second: 60)
            windows.play(["new_flows": 20], second: 100)
        }
        #expect(before.map(\.proofOfPath) == [false])
    }

    @Test("a rule without proof is never proven")
    func noProof() throws {
        let text = RuleTexts.good(replacing: "proof:\n  - {feature: proven_flows, at_least: 10}\n", with: "")
        #expect(
            try findings(text) { $0.play(["new_flows": 20, "proven_flows": 20], second: 100) }.map(\.proofOfPath) == [
                false
            ])
    }

    @Test("rules see entities of their role only", arguments: [EntityRole.source, .destination, .domain])
    func roles(_ role: EntityRole) throws {
        #expect(
            try findings(RuleTexts.good, Entity(role, Self.pair.address)) { $0.play(["new_flows": 99], second: 100) }
                .isEmpty)
    }

    @Test("each matching rule finds, once, in order of the ids")
    func several() throws {
        var rules = try (0..<4).map { _ in try RuleTexts.rule(RuleTexts.good) }
        for index in rules.indices { rules[index].id = ["d", "b", "c", "a"][index] }
        rules[2].alternatives = []
        let detector = RuleDetector(RuleSet(rules))
        var windows = EntityWindows(playing: Self.pair)
        windows.play(["new_flows": 60], second: 100)
        let found = detector.findings(in: windows, second: 100)
        #expect(found.map(\.rule) == ["a", "b", "d"])
    }

    @Test("scores rise with the excess and stay in 0…1", arguments: [0.5, 0.999, 0.999_999_9])
    func scores(_ share: Double) {
        #expect(RuleDetector.score(share, excess: 1) == share)
        let excesses = [-Double.infinity, -1, 0, 0.5, 1, 1.5, 2, 10, 1e9, 1e300, .infinity]
        let scores = excesses.map { RuleDetector.score(share, excess: $0) }
        #expect(scores == scores.sorted() && scores.allSatisfy { (share...1).contains($0) })
        #expect(abs(RuleDetector.score(share, excess: 4) - (1 - (1 - share) / 4)) < 1e-15)
        #expect(RuleDetector.score(share, excess: .nan) == share)
    }

    @Test("counters at their maximum do not trap")
    func huge() throws {
        let found = try findings(RuleTexts.good(replacing: "at_least: 20", with: "at_least: 1.5")) {
            $0.play(["new_flows": .max, "forward_octets": .max, "proven_flows": .max], second: 100)
            $0.play(["new_flows": .max, "forward_octets": .max, "proven_flows": .max], second: 105)
        }
        #expect(found.first.map { $0.score > 0.999_999 && $0.score <= 1 } ?? false)
    }
}
