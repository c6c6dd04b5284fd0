import Detection
import Packets
import Store
import Testing

@Suite struct AllowlistEntryTests {
    let clock = Clock()
    let folder: TemporaryFolder
    let store: DataStore

    init() throws {
        folder = try TemporaryFolder()
        let clock = clock
        store = try folder.store { $0.clock = { clock.now } }
    }

    private func isAllowed(_ address: String) throws -> Bool {
        if case .allowed = try store.apply(Fixtures.entry(address), by: "policy") { return true }
        return false
    }

    @Test func anEntryProtectsUntilItsEnd() throws {
        let end = Timestamp(seconds: 10)
        let added = try store.addToAllowlist(
            Fixtures.prefix("10.0.0.0/8"), reason: "scan by us", expiresAt: end, by: "alice")
        #expect(added.entry.expiresAt == end && added.replaced == nil && added.removed == [])
        try store.allow(Fixtures.prefix("192.0.2.0/24"), reason: "gateways", by: "alice")
        #expect(try isAllowed("10.0.0.1"))
        #expect(try store.allowlist(activeAt: end.advanced(byNanoseconds: -1)).count == 2)
        #expect(try store.allowlist(activeAt: end).map(\.reason) == ["gateways"])
        clock.advance(10)
        // Over, and not yet taken off.
        #expect(try !isAllowed("10.0.0.1"))
        #expect(try isAllowed("192.0.2.1"))
        #expect(try store.apply([Fixtures.entry("10.0.0.2")], by: "policy").count == 1)
        #expect(try store.entries(activeAt: Fixtures.noon).count == 2)
        #expect(try store.allowlist().count == 2)
        #expect(try store.expire(at: end) == [])
        #expect(try store.allowlist().map(\.reason) == ["gateways"])
        let last = try #require(try store.allAudit().last)
        #expect(last.change == .allowlistExpire && last.who == "weir" && last.prefix == added.entry.prefix)
        #expect(
            last.before == #"{"expires_at":"1970-01-01T00:00:10.000000Z","ip":"10.0.0.0/8","reason":"scan by us"}"#)
        #expect(last.after == nil)
    }

    @Test func whatIsOverIsNotReplaced() throws {
        let prefix = Fixtures.prefix("10.0.0.1")
        let first = try store.addToAllowlist(prefix, reason: "a", expiresAt: Timestamp(seconds: 10), by: "alice")
        let second = try store.addToAllowlist(prefix, reason: "b", by: "bob")
        #expect(second.replaced == first.entry && second.entry.id == first.entry.id && second.entry.expiresAt == nil)
        let third = try store.addToAllowlist(prefix, reason: "c", expiresAt: Timestamp(seconds: 20), by: "bob")
        clock.advance(20)
        let fourth = try store.addToAllowlist(prefix, reason: "d", by: "carol")
        #expect(fourth.replaced == nil && fourth.entry.id != third.entry.id && fourth.entry.createdAt == clock.now)
        #expect(
            try store.allAudit().map(\.change) == [
                .allowlistAdd, .allowlistAdd, .allowlistAdd, .allowlistExpire, .allowlistAdd,
            ])
    }

    @Test func anEntryIsChangedByItsNumber() throws {
        let entry = try store.addToAllowlist(Fixtures.prefix("10.0.0.1"), reason: "a", by: "alice").entry
        let end = Timestamp(seconds: 10)
        let first = try #require(try store.changeAllowlist(id: entry.id, expiresAt: .at(end), by: "bob"))
        #expect(first.reason == "a" && first.expiresAt == end && first.who == "bob" && first.id == entry.id)
        let second = try #require(try store.changeAllowlist(id: entry.id, reason: "b", by: "bob"))
        #expect(second.reason == "b" && second.expiresAt == end)
        let third = try #require(try store.changeAllowlist(id: entry.id, expiresAt: .never, by: "bob"))
        #expect(third.expiresAt == nil)
        #expect(try store.allowlistEntry(id: entry.id) == third)
        #expect(try store.changeAllowlist(id: 99, reason: "b", by: "bob") == nil)
        let trail = try store.allAudit()
        #expect(trail.map(\.who) == ["alice", "bob", "bob", "bob"])
        #expect(trail.allSatisfy { $0.change == .allowlistAdd })
        #expect(trail[1].before == trail[0].after && trail[1].after?.contains("expires_at") == true)
        _ = try store.changeAllowlist(id: entry.id, expiresAt: .at(end), by: "bob")
        clock.advance(10)
        #expect(try store.changeAllowlist(id: entry.id, expiresAt: .never, by: "bob") == nil)
        #expect(try store.disallow(id: entry.id, by: "bob", why: "moved")?.prefix == entry.prefix)
        #expect(try store.disallow(id: entry.id, by: "bob", why: "moved") == nil)
        #expect(try store.allowlistEntry(id: entry.id) == nil)
        #expect(try store.allAudit().last?.change == .allowlistRemove)
    }

    @Test func entriesAreFoundByAddressAndByBlock() throws {
        let given = ["10.0.0.0/8", "10.1.0.0/16", "10.1.2.3", "::/0", "2001:db8::/32", "0.0.0.0/0"]
        for text in given { try store.allow(Fixtures.prefix(text), reason: text, by: "alice") }
        try store.allow(Fixtures.prefix("10.1.2.0/24"), reason: "over", expiresAt: Timestamp(seconds: 1), by: "alice")
        let found = { (change: (inout AllowlistQuery) -> Void) in
            var query = AllowlistQuery()
            query.activeAt = Timestamp(seconds: 1)
            change(&query)
            let entries = try store.allowlist(matching: query)
            #expect(try store.allowlistCount(matching: query) == entries.count)
            return entries.map(\.reason)
        }
        #expect(try found { _ in } == given)
        #expect(
            try found { $0.covering = IPAddress("10.1.2.3") } == ["10.0.0.0/8", "10.1.0.0/16", "10.1.2.3", "0.0.0.0/0"])
        #expect(try found { $0.covering = IPAddress("2001:db8::1") } == ["::/0", "2001:db8::/32"])
        #expect(try found { $0.within = Fixtures.prefix("10.0.0.0/8") } == ["10.0.0.0/8", "10.1.0.0/16", "10.1.2.3"])
        #expect(try found { $0.within = Fixtures.prefix("::/0") } == ["::/0", "2001:db8::/32"])
        #expect(try found { ($0.activeAt, $0.covering) = (nil, IPAddress("10.1.2.9")) }.contains("over"))
    }

    @Test func allOfIPv6TakesNoIPv4OffTheBlacklist() throws {
        try store.apply(Fixtures.entry("198.51.100.9"), by: "policy")
        try store.apply(Fixtures.entry("2001:db8::1"), by: "policy")
        let removed = try store.allow(Fixtures.prefix("::/0"), reason: "no IPv6 here", by: "alice")
        #expect(removed.map(\.entry.address) == ["2001:db8::1"])
        #expect(try store.entries(activeAt: Fixtures.noon).map(\.entry.address) == ["198.51.100.9"])
    }
}
