import Detection
import Packets
import Testing

/// Rule 3: blocks expire and escalate.
@Suite("blacklist: terms")
struct TermTests {
    private static let day: Int64 = 86_400

    private func term(_ entry: BlacklistEntry?) -> Int64? {
        entry.flatMap { entry in entry.expiresAt.map { $0.nanoseconds(since: entry.createdAt) / 1_000_000_000 } }
    }

    @Test("10 min, 1 h, 24 h, 7 d and no longer, for a source that comes back when its block is over")
    func escalation() {
        let policy = Verdicts.policy()
        var now: Int64 = 1_000
        for (number, expected) in [600, 3_600, 86_400, 604_800, 604_800, 604_800].enumerated() {
            let entry = policy.entry(for: Verdicts.verdict(at: now))
            #expect(entry?.action == .block && term(entry) == Int64(expected))
            #expect(entry?.reason.hasSuffix("block \(number + 1) of this address") == (number > 0))
            now += Int64(expected)
        }
    }

    @Test("a block in force brings no new entry, up to its last nanosecond")
    func inForce() {
        let policy = Verdicts.policy()
        #expect(policy.entry(for: Verdicts.verdict(at: 1_000)) != nil)
        #expect(policy.entry(for: Verdicts.verdict(at: 1_599)) == nil)
        #expect(policy.entry(for: Verdicts.verdict(at: 1_599, kind: .bruteForce)) == nil)
        #expect(policy.entry(for: Verdicts.verdict(at: 1_500, proven: false)) == nil, "a block is not weakened")
        #expect(term(policy.entry(for: Verdicts.verdict(at: 1_600))) == 3_600)
    }

    @Test("monitor is renewed after ten minutes and never escalates")
    func monitor() {
        let policy = Verdicts.policy()
        for round in 0..<6 {
            let now = 1_000 + Int64(round) * 600
            #expect(term(policy.entry(for: Verdicts.verdict(at: now, proven: false))) == 600)
            #expect(policy.entry(for: Verdicts.verdict(at: now + 599, proven: false)) == nil)
        }
        #expect(term(policy.entry(for: Verdicts.verdict(at: 5_000))) == 600, "the first block all the same")
    }

    @Test("monitor becomes block as soon as the path is proven")
    func upgrade() {
        let policy = Verdicts.policy()
        #expect(policy.entry(for: Verdicts.verdict(at: 1_000, proven: false))?.action == .monitor)
        #expect(policy.entry(for: Verdicts.verdict(at: 1_001, action: .rateLimit))?.action == .rateLimit)
        #expect(policy.entry(for: Verdicts.verdict(at: 1_002))?.action == .block)
        #expect(policy.entry(for: Verdicts.verdict(at: 1_003)) == nil)
    }

    @Test("a block is remembered for seven days after its end")
    func memory() {
        for (pause, expected) in [(7 * Self.day - 1, Int64(3_600)), (7 * Self.day, 600)] {
            let policy = Verdicts.policy()
            _ = policy.entry(for: Verdicts.verdict(at: 1_000))
            #expect(term(policy.entry(for: Verdicts.verdict(at: 1_600 + pause))) == expected)
        }
    }

    @Test("unproven verdicts in between neither escalate nor keep the memory alive")
    func forgedReminders() {
        let policy = Verdicts.policy()
        _ = policy.entry(for: Verdicts.verdict(at: 1_000))
        for hour in stride(from: Int64(1), through: 24 * 8, by: 1) {
            _ = policy.entry(for: Verdicts.verdict(at: 1_000 + hour * 3_600, proven: false))
        }
        #expect(term(policy.entry(for: Verdicts.verdict(at: 1_000 + 24 * 8 * 3_600 + 1))) == 600)
    }

    @Test("sources escalate each for itself")
    func separate() {
        let policy = Verdicts.policy()
        _ = policy.entry(for: Verdicts.verdict(at: 1_000))
        #expect(term(policy.entry(for: Verdicts.verdict(of: Verdicts.address(1), at: 1_700))) == 600)
    }

    @Test("what a store recalls is in force, and escalates")
    func recall() {
        let policy = Verdicts.policy()
        policy.recall(Verdicts.attacker, blocks: 2, expires: Timestamp(seconds: 2_000))
        #expect(policy.entry(for: Verdicts.verdict(at: 1_999)) == nil)
        #expect(term(policy.entry(for: Verdicts.verdict(at: 2_000))) == 86_400)
    }

    @Test("nonsense from a store does not trap", arguments: [Int.min, -1, 0, .max])
    func nonsense(_ blocks: Int) {
        let policy = Verdicts.policy()
        policy.recall(Verdicts.attacker, blocks: blocks, expires: Timestamp(nanoseconds: .min))
        #expect(policy.entry(for: Verdicts.verdict())?.action == .block)
        policy.recall(Verdicts.attacker, blocks: blocks, expires: Timestamp(nanoseconds: .max))
        #expect(policy.entry(for: Verdicts.verdict()) == nil)
    }

    @Test("the ends of time do not trap", arguments: [Int64.min, .min + 1, -1, 0, 1, .max - 1, .max])
    func extremes(_ nanoseconds: Int64) {
        let policy = Verdicts.policy { $0.blocksPerMinute = 2 }
        for number in 0..<4 {
            for proven in [false, true] {
                var verdict = Verdicts.verdict(of: Verdicts.address(number), proven: proven)
                verdict.time = Timestamp(nanoseconds: nanoseconds)
                let entry = policy.entry(for: verdict)
                if let entry { #expect(entry.expiresAt! >= entry.createdAt) }
            }
        }
        #expect(policy.overBudget == 2)
    }
}
