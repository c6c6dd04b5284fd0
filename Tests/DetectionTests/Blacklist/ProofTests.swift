import Detection
import Packets
import Testing

/// Rule 1: no block without proof of path.
@Suite("blacklist: proof of path")
struct ProofTests {
    @Test("a proven source is blocked, with the verdict's reason")
    func proven() throws {
        let policy = Verdicts.policy()
        let entry = try #require(policy.entry(for: Verdicts.verdict()))
        #expect(entry.action == .block && entry.origin == .auto && !entry.simulated)
        #expect(entry.address == "198.51.100.9")
        #expect(
            entry.reason
                == "port-scan against 10.0.0.5: began 212 flows to 10.0.0.5 in 1 s; usual for such a pair of hosts is 2"
        )
        #expect(entry.score == 0.9991)
        #expect(entry.createdAt == Timestamp(seconds: 1_000))
    }

    @Test(
        "without proof the entry is monitor, names the victim and says why",
        arguments: [Response.Action.block, .rateLimit])
    func unproven(_ action: Response.Action) throws {
        let policy = Verdicts.policy()
        let entry = try #require(policy.entry(for: Verdicts.verdict(proven: false, action: action)))
        #expect(entry.action == .monitor)
        #expect(entry.reason.contains("against 10.0.0.5"))
        #expect(entry.reason.hasSuffix("; no proof of path: the source may be forged"))
    }

    @Test("the operator may take the risk, for the kinds that he names and no other")
    func risk() {
        for kind in Kind.allCases {
            let policy = Verdicts.policy { $0.blockWithoutProof = [.udpFlood] }
            let entry = policy.entry(for: Verdicts.verdict(kind: kind, proven: false))
            #expect(entry?.action == (kind == .udpFlood ? .block : .monitor))
        }
    }

    @Test("by default no kind is blocked without proof")
    func defaults() {
        #expect(BlacklistPolicy.Configuration().blockWithoutProof.isEmpty)
        for kind in Kind.allCases {
            let policy = Verdicts.policy()
            #expect(policy.entry(for: Verdicts.verdict(kind: kind, proven: false))?.action == .monitor)
        }
    }

    @Test("proof of who opened the flows blocks neither his peer nor a destination")
    func others() throws {
        let policy = Verdicts.policy()
        let peer = try #require(policy.entry(for: Verdicts.verdict(peer: Verdicts.address(1), subject: .peer)))
        #expect(peer.action == .monitor && peer.address == "192.0.0.1")
        #expect(peer.reason.contains("against 198.51.100.9"), "the other end, not the listed address again")
        #expect(policy.entry(for: Verdicts.verdict(role: .destination))?.action == .monitor)
    }

    @Test("what is only to be monitored says nothing of proof")
    func monitor() throws {
        let policy = Verdicts.policy()
        let entry = try #require(policy.entry(for: Verdicts.verdict(proven: false, action: .monitor)))
        #expect(entry.action == .monitor && !entry.reason.contains("proof"))
    }

    @Test("no action, no entry; no peer, no entry of the peer")
    func none() {
        let policy = Verdicts.policy()
        #expect(policy.entry(for: Verdicts.verdict(action: .none)) == nil)
        #expect(policy.entry(for: Verdicts.verdict(peer: nil, subject: .peer)) == nil)
        #expect(policy.remembered == 0)
    }

    @Test(
        "a verdict without a peer has a reason without a victim",
        arguments: [nil, IPAddress.unspecified, IPAddress(v4: 0)])
    func noVictim(_ peer: IPAddress?) throws {
        let policy = Verdicts.policy()
        let entry = try #require(policy.entry(for: Verdicts.verdict(peer: peer, role: .source)))
        #expect(entry.reason == "port-scan: began 212 flows in 1 s; usual for such a host is 2")
    }
}
