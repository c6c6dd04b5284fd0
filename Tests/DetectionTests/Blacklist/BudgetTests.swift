import Detection
import Packets
import Testing

/// Rules 4 and 5: a budget of blocks, and observe mode.
@Suite("blacklist: budget and mode")
struct BudgetTests {
    @Test("past the budget blocks become monitor, and say so loudly")
    func budget() throws {
        let policy = Verdicts.policy { $0.blocksPerMinute = 3 }
        let entries = (0..<5).compactMap { policy.entry(for: Verdicts.verdict(of: Verdicts.address($0))) }
        #expect(entries.map(\.action) == [.block, .block, .block, .monitor, .monitor])
        #expect(entries[3].reason.hasSuffix("; over the budget of 3 blocks a minute"))
        #expect(policy.overBudget == 2)
    }

    @Test("the budget refills as its minute passes, and who was over it is blocked then")
    func refill() {
        let policy = Verdicts.policy { $0.blocksPerMinute = 2 }
        _ = policy.entry(for: Verdicts.verdict(of: Verdicts.address(0), at: 1_000))
        _ = policy.entry(for: Verdicts.verdict(of: Verdicts.address(1), at: 1_030))
        let late = Verdicts.address(2)
        #expect(policy.entry(for: Verdicts.verdict(of: late, at: 1_059))?.action == .monitor)
        #expect(policy.entry(for: Verdicts.verdict(of: late, at: 1_059)) == nil, "monitored already")
        #expect(policy.entry(for: Verdicts.verdict(of: late, at: 1_060))?.action == .block)
        #expect(policy.entry(for: Verdicts.verdict(of: Verdicts.address(3), at: 1_089))?.action == .monitor)
        #expect(policy.entry(for: Verdicts.verdict(of: Verdicts.address(3), at: 1_090))?.action == .block)
    }

    @Test("the turn of a minute does not double the budget")
    func turn() {
        let policy = Verdicts.policy { $0.blocksPerMinute = 10 }
        let entries = (0..<20).compactMap {
            policy.entry(for: Verdicts.verdict(of: Verdicts.address($0), at: $0 < 10 ? 1_199 : 1_200))
        }
        #expect(entries.count { $0.action == .block } == 10)
    }

    @Test("nor does time that goes back")
    func backwards() {
        let policy = Verdicts.policy { $0.blocksPerMinute = 1 }
        let times: [Int64] = [1_000, 900, 1_000, 800, 1_059, 0]
        let entries = times.enumerated().compactMap {
            policy.entry(for: Verdicts.verdict(of: Verdicts.address($0), at: $1))
        }
        #expect(entries.count { $0.action == .block } == 1)
    }

    @Test("monitor and rate limit cost nothing; a block in force is not paid twice")
    func free() {
        let policy = Verdicts.policy { $0.blocksPerMinute = 1 }
        for number in 0..<10 {
            let address = Verdicts.address(number)
            #expect(policy.entry(for: Verdicts.verdict(of: address, proven: false))?.action == .monitor)
            #expect(policy.entry(for: Verdicts.verdict(of: address, action: .rateLimit))?.action == .rateLimit)
        }
        #expect(policy.entry(for: Verdicts.verdict())?.action == .block)
        for _ in 0..<10 { #expect(policy.entry(for: Verdicts.verdict()) == nil) }
        #expect(policy.overBudget == 0)
    }

    @Test("a budget of nothing blocks nobody", arguments: [0, -1, Int.min])
    func none(_ budget: Int) {
        let policy = Verdicts.policy { $0.blocksPerMinute = budget }
        for minute in 0..<5 {
            #expect(
                policy.entry(for: Verdicts.verdict(of: Verdicts.address(minute), at: Int64(minute) * 60))?.action
                    == .monitor)
        }
    }

    @Test("observe mode decides the same and marks every entry as simulated")
    func observe() {
        let enforce = Verdicts.policy { $0.blocksPerMinute = 2 }
        let observe = Verdicts.policy {
            $0.blocksPerMinute = 2
            $0.mode = .observe
        }
        for number in 0..<40 {
            let verdict = Verdicts.verdict(
                of: Verdicts.address(number % 7), at: Int64(number) * 50, proven: number % 3 > 0)
            let real = enforce.entry(for: verdict)
            var simulated = observe.entry(for: verdict)
            #expect(real?.simulated != true && simulated?.simulated != false)
            simulated?.simulated = false
            #expect(real == simulated)
        }
    }
}
