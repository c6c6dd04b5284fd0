import Detection
import Packets
import Testing

/// What must hold for any verdicts at all.
@Suite("blacklist: properties")
struct BlacklistPropertyTests {
    private static let budget = 3
    private static let risky: Set<Kind> = [.udpFlood, .icmpFlood]

    private func verdict(at second: Int64, _ random: inout SeededRandom) throws -> Verdict {
        let networks: [UInt32] = [0xC633_6400, 0xCB00_7100, 0x0A00_0000, 0x7F00_0000, 0xE000_0000]
        let address = { (random: inout SeededRandom) in
            IPAddress(v4: networks.randomElement(using: &random)! + .random(in: 0..<250, using: &random))
        }
        return Verdicts.verdict(
            of: address(&random), peer: Bool.random(using: &random) ? address(&random) : nil,
            role: [.source, .destination, .pair, .domain].randomElement(using: &random)!, at: second,
            kind: Kind.allCases.randomElement(using: &random)!, proven: .random(using: &random),
            action: Response.Action.allCases.randomElement(using: &random)!,
            subject: Response.Subject.allCases.randomElement(using: &random)!)
    }

    @Test("twenty thousand verdicts break no rule", arguments: UInt64(1)...8)
    func random(_ seed: UInt64) throws {
        var random = SeededRandom(state: seed)
        let allowed = try #require(IPPrefix("10.0.0.0/26"))
        let policy = Verdicts.policy {
            $0.allowlist = [allowed]
            $0.blockWithoutProof = Self.risky
            $0.blocksPerMinute = Self.budget
        }
        var blocks: [Int64] = []
        var inForce: [IPAddress: BlacklistEntry] = [:]
        var second: Int64 = 0
        for _ in 0..<20_000 {
            second += [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 20].randomElement(using: &random)!
            let verdict = try verdict(at: second, &random)
            guard let entry = policy.entry(for: verdict) else { continue }
            let address = entry.prefix.address
            #expect(address == (verdict.response.subject == .peer ? verdict.peer : verdict.entity))
            #expect(!allowed.contains(address) && !address.isLoopback && !address.isMulticastOrBroadcast)
            #expect(entry.action.weight <= verdict.response.action.weight)
            if entry.action != .monitor {
                let isOfEntity = verdict.response.subject == .entity && verdict.role != .destination
                #expect((verdict.proofOfPath && isOfEntity) || Self.risky.contains(verdict.kind))
            }
            if let earlier = inForce[address], earlier.expiresAt! > verdict.time {
                #expect(entry.action.weight > earlier.action.weight, "only what is stronger replaces what is in force")
            }
            inForce[address] = entry
            if entry.action == .block { blocks.append(second) }
        }
        #expect(blocks.count > 100, "the test would prove nothing otherwise")
        for (first, last) in zip(blocks, blocks.dropFirst(Self.budget)) { #expect(last - first >= 60) }
        #expect(policy.overBudget > 0 && policy.allowed > 0)
    }
}

extension BlacklistEntry.Action {
    fileprivate var weight: Int { [.monitor: 1, .rateLimit: 2, .block: 3][self]! }
}

extension Response.Action {
    fileprivate var weight: Int { [.none: 0, .monitor: 1, .rateLimit: 2, .block: 3][self]! }
}
