import Detection
import Packets
import Testing

@Suite("blacklist: memory")
struct OffenderMemoryTests {
    @Test("a flood of forged sources neither fills the memory nor puts proven offenders out of it")
    func flood() {
        let policy = Verdicts.policy()
        #expect(policy.entry(for: Verdicts.verdict(at: 1_000))?.action == .block)
        for number in 0..<200_000 {
            _ = policy.entry(for: Verdicts.verdict(of: Verdicts.address(number), at: 1_001, proven: false))
            if policy.remembered > BlacklistPolicy.capacity { break }
        }
        #expect(policy.remembered <= BlacklistPolicy.capacity)
        #expect(policy.entry(for: Verdicts.verdict(at: 1_002)) == nil, "the block is still known to be in force")
        let again = policy.entry(for: Verdicts.verdict(at: 1_600))
        #expect(again?.expiresAt == Timestamp(seconds: 1_600 + 3_600), "and still escalates")
    }

    @Test("blocks that are over go before blocks in force")
    func blocks() {
        let policy = Verdicts.policy { $0.blocksPerMinute = 65_536 }
        for number in 0..<60_000 {
            policy.recall(Verdicts.address(number), blocks: 1, expires: Timestamp(seconds: 500))
        }
        #expect(policy.entry(for: Verdicts.verdict(at: 1_000))?.action == .block)
        for number in 60_000..<80_000 {
            _ = policy.entry(for: Verdicts.verdict(of: Verdicts.address(number), at: 1_001))
        }
        #expect(policy.remembered <= BlacklistPolicy.capacity)
        #expect(policy.entry(for: Verdicts.verdict(at: 1_002)) == nil)
    }

    @Test("as many blocks in force as it holds: bounded all the same")
    func full() {
        let policy = Verdicts.policy()
        for number in 0..<100_000 {
            policy.recall(Verdicts.address(number), blocks: 1, expires: Timestamp(seconds: 90_000))
        }
        #expect(policy.remembered == BlacklistPolicy.capacity)
        #expect(policy.entry(for: Verdicts.verdict(at: 1_000))?.action == .block)
        #expect(policy.remembered <= BlacklistPolicy.capacity)
    }
}
