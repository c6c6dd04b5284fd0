import Detection
import Engine
import Packets
import TestSupport
import Testing

/// What the pipeline counts, bounds and lets be changed.
@Suite struct PipelineTests {
    @Test func tablesTakeNoMoreThanTheyShould() throws {
        let pipeline = Pipeline(rules: try ShippedRules.load())
        // 512 MiB is the program's bound; beside the tables there are its code, its rules and its buffers.
        #expect(pipeline.bytes < 480 << 20)
        #expect(pipeline.bytes > 50 << 20)
        var large = Pipeline.Configuration()
        large.flows.capacity *= 2
        #expect(Pipeline(rules: RuleSet([]), configuration: large).bytes > pipeline.bytes)
    }

    @Test func countersTellPacketsLossesAndOddities() throws {
        var stage = try Stage()
        let good = Frames.ethernet(0x0800, Frames.ipv4(.udp, Frames.udp()))
        stage.feed(good, at: 1)
        stage.feed(Array(good.prefix(20)), at: 2)
        stage.feed(Frames.ethernet(0x88cc, [1, 2, 3]), at: 3)
        stage.feed(good, at: 3)
        stage.feed(good, at: 2)
        stage.finish()
        let counters = stage.pipeline.counters
        #expect(counters.packets == 5)
        #expect(counters.octets == UInt64(good.count * 3 + 20 + 17))
        #expect(counters.flows == 1)
        #expect(counters.latePackets == 1)
        #expect(counters.first == Stage.time(1) && counters.last == Stage.time(3))
        #expect(counters.dropped.map(\.count).reduce(0, +) == 2, "\(counters.dropped)")
        #expect(counters.dropped.contains { $0.reason == DecodeError.unsupportedEtherType.label })
        #expect(counters.odd.contains { $0.name == "late_packets" && $0.count == 1 })
    }

    @Test func countersOfTwoPipelinesAddUp() throws {
        var first = Counters()
        first.packets = 3
        first.kernelDropped = 5
        first.first = Stage.time(10)
        first.last = Stage.time(20)
        var second = Counters()
        second.packets = 4
        second.kernelDropped = 1
        second.first = Stage.time(2)
        second.last = Stage.time(3)
        first.add(second)
        #expect(first.packets == 7)
        #expect(first.first == Stage.time(2) && first.last == Stage.time(20))
        #expect(first.dropped.map { "\($0.reason) \($0.count)" } == ["kernel 6"])
    }

    @Test func replacedRulesHoldFromTheNextSecond() throws {
        var stage = try Stage(rules: RuleSet([]))
        AttackTests.guessPasswords(&stage)
        stage.advance(to: 60)
        #expect(stage.verdicts == [], "no rules, no verdicts")
        stage.pipeline.replace(rules: try ShippedRules.load())
        AttackTests.guessPasswords(&stage, from: 1_000)
        stage.finish()
        #expect(stage.kinds == ["brute-force"])
    }

    @Test func anAllowedAddressIsNamedButNotListed() throws {
        var stage = try Stage { $0.policy.allowlist = [IPPrefix("198.51.100.0/24")].compactMap { $0 } }
        AttackTests.guessPasswords(&stage)
        stage.finish()
        #expect(stage.kinds == ["brute-force"])
        #expect(stage.entries == [])
    }

    @Test func observeModeSimulates() throws {
        var stage = try Stage { $0.policy.mode = .observe }
        AttackTests.guessPasswords(&stage)
        stage.finish()
        #expect(stage.entries.map(\.action) == [.block])
        #expect(stage.entries.allSatisfy { $0.simulated })
    }

    @Test func aRememberedOffenderIsBlockedForLonger() throws {
        var stage = try Stage()
        let address = try #require(IPAddress(AttackTests.attacker))
        stage.pipeline.recall(address, blocks: 1, expires: Stage.time(0))
        AttackTests.guessPasswords(&stage)
        stage.finish()
        let entry = try #require(stage.entries.first)
        #expect(entry.expiresAt == entry.createdAt.advanced(bySeconds: 3_600))
    }

    @Test func aFullFlowTableIsCounted() throws {
        var stage = try Stage { $0.flows.capacity = 1_024 }
        for number in 0..<3_000 {
            let source = Traffic.End("10.1.\(number / 250).\(number % 250 + 1)", 1_000)
            stage.feed(Traffic.udp(source, .init("192.0.2.10", 9), payload: [1]), at: 1 + Double(number) / 10_000)
        }
        stage.finish()
        #expect(stage.pipeline.counters.flows == 3_000)
        #expect(stage.flows == 3_000, "early or late, each flow ends once")
        #expect(stage.pipeline.counters.dropped.contains { $0.reason == "flow_table_full" && $0.count > 1_900 })
    }
}
