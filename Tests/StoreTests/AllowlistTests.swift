import Detection
import Packets
import Store
import Testing

@Suite struct AllowlistTests {
    @Test func itWinsOverTheBlacklist() throws {
        let store = try TemporaryFolderStore()
        try store.store.apply(Fixtures.entry("10.1.2.3"), by: "policy")
        try store.store.apply(Fixtures.entry("10.1.0.0/16", origin: .manual), by: "alice")
        try store.store.apply(Fixtures.entry("10.0.0.0/8", origin: .manual), by: "alice")
        try store.store.apply(Fixtures.entry("10.2.0.1"), by: "policy")
        let removed = try store.store.allow(Fixtures.prefix("10.1.0.0/16"), reason: "pods", by: "carol")
        #expect(removed.map(\.entry.address) == ["10.1.2.3", "10.1.0.0/16"])
        #expect(try store.store.entries(activeAt: Fixtures.noon).map(\.entry.address) == ["10.0.0.0/8", "10.2.0.1"])
        let entry = try #require(try store.store.allowlist().first)
        #expect(entry.prefix == Fixtures.prefix("10.1.0.0/16") && entry.reason == "pods" && entry.who == "carol")
        let before = try store.store.contents()
        #expect(try store.store.apply(Fixtures.entry("10.1.9.9", origin: .manual), by: "alice") == .allowed(entry))
        #expect(try store.store.contents() == before)
        #expect(try store.store.disallow(entry.prefix, by: "carol", why: "moved") == entry)
        #expect(try store.store.disallow(entry.prefix, by: "carol", why: "moved") == nil)
        #expect(try store.store.allowlist() == [])
        let changes = try store.store.allAudit().suffix(4).map(\.change)
        #expect(changes == [.allowlistAdd, .blacklistRemove, .blacklistRemove, .allowlistRemove])
    }

    @Test func allowingTwiceKeepsOneEntryAndBothReasonsInTheTrail() throws {
        let store = try TemporaryFolderStore()
        let prefix = Fixtures.prefix("2001:db8::/64")
        try store.store.allow(prefix, reason: "gateway", by: "alice")
        try store.store.allow(prefix, reason: "resolver", by: "bob")
        #expect(try store.store.allowlist().map(\.reason) == ["resolver"])
        #expect(
            try store.store.allAudit().map(\.before) == [nil, #"{"ip":"2001:db8::/64","reason":"gateway"}"#])
    }
}
