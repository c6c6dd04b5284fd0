import Detection
import Packets
import Testing

/// Rule 2: the allowlist wins.
@Suite("blacklist: allowlist")
struct AllowlistTests {
    @Test(
        "never a host that could be an attacker",
        arguments: [
            "0.0.0.0", "0.1.2.3", "127.0.0.1", "127.255.255.254", "169.254.169.254", "224.0.0.1", "239.255.255.255",
            "255.255.255.255",
            "::", "::1", "fe80::1", "febf::1", "ff02::1", "::ffff:127.0.0.1",
        ])
    func always(_ text: String) throws {
        let address = try #require(IPAddress(text))
        let policy = Verdicts.policy { $0.blockWithoutProof = Set(Kind.allCases) }
        #expect(policy.isAllowed(address))
        #expect(policy.entry(for: Verdicts.verdict(of: address)) == nil)
        #expect(policy.entry(for: Verdicts.verdict(peer: address, subject: .peer)) == nil)
        #expect(policy.allowed == 2)
    }

    @Test("none of them was lost to a spelling mistake")
    func complete() { #expect(BlacklistPolicy.alwaysAllowed.count == 9) }

    @Test(
        "what the operator adds",
        arguments: [
            ("198.51.100.0/24", "198.51.100.9", true), ("198.51.100.9", "198.51.100.9", true),
            ("198.51.100.8/32", "198.51.100.9", false),
            ("2001:db8::/32", "2001:db8:ffff::1", true), ("2001:db8::1", "2001:db8::1", true),
            ("2001:db8::1", "2001:db8::2", false),
            ("0.0.0.0/0", "203.0.113.1", true), ("0.0.0.0/0", "2001:db8::1", false),
            ("10.0.0.0/8", "::ffff:10.1.2.3", true),
        ])
    func operators(_ prefix: String, _ text: String, _ allowed: Bool) throws {
        let address = try #require(IPAddress(text))
        let block = try #require(IPPrefix(prefix))
        let source = Verdicts.policy { $0.allowlist = [block] }
        #expect((source.entry(for: Verdicts.verdict(of: address)) == nil) == allowed)
        let peer = Verdicts.policy { $0.allowlist = [block] }
        #expect((peer.entry(for: Verdicts.verdict(peer: address, subject: .peer)) == nil) == allowed)
        #expect(source.allowed == (allowed ? 1 : 0) && peer.allowed == source.allowed)
    }

    @Test("only the address that would be listed counts: an attack on an allowed host is blocked")
    func victim() throws {
        let network = try #require(IPPrefix("10.0.0.0/8"))
        let policy = Verdicts.policy { $0.allowlist = [network] }
        #expect(policy.entry(for: Verdicts.verdict(peer: IPAddress(v4: 0x0A00_0005)))?.action == .block)
    }

    @Test("an IPv6 source is blocked as one address")
    func version6() throws {
        let policy = Verdicts.policy()
        let source = try #require(IPAddress("2001:db8::7"))
        let entry = try #require(policy.entry(for: Verdicts.verdict(of: source)))
        #expect(entry.action == .block && entry.address == "2001:db8::7" && entry.prefix.length == 128)
    }

    @Test("an allowed address spends no budget and no memory")
    func free() throws {
        let network = try #require(IPPrefix("198.51.100.0/24"))
        let policy = Verdicts.policy {
            $0.allowlist = [network]
            $0.blocksPerMinute = 1
        }
        for _ in 0..<10 { #expect(policy.entry(for: Verdicts.verdict()) == nil) }
        #expect(policy.remembered == 0)
        #expect(policy.entry(for: Verdicts.verdict(of: Verdicts.address(1)))?.action == .block)
    }
}
