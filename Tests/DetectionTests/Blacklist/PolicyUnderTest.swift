import Detection
import Packets

/// A policy that `#expect` can call: its macros cannot change a value.
final class PolicyUnderTest {
    private var policy: BlacklistPolicy

    init(_ policy: BlacklistPolicy) { self.policy = policy }

    var remembered: Int { policy.remembered }
    var allowed: UInt64 { policy.allowed }
    var overBudget: UInt64 { policy.overBudget }

    func entry(for verdict: Verdict) -> BlacklistEntry? { policy.entry(for: verdict) }
    func isAllowed(_ address: IPAddress) -> Bool { policy.isAllowed(address) }
    func recall(_ address: IPAddress, blocks: Int, expires: Timestamp) {
        policy.recall(address, blocks: blocks, expires: expires)
    }
}
