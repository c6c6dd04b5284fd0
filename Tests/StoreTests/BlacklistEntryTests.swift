import Detection
import Packets
import Store
import Testing

@Suite struct BlacklistEntryTests {
    let clock = Clock()
    let folder: TemporaryFolder
    let store: DataStore

    init() throws {
        folder = try TemporaryFolder()
        let clock = clock
        store = try folder.store { $0.clock = { clock.now } }
    }

    private func entry(
        _ address: String, _ action: BlacklistEntry.Action = .block, term: Int64? = nil, reason: String = "ours"
    ) -> BlacklistEntry {
        BlacklistEntry(
            prefix: Fixtures.prefix(address), action: action, reason: reason, origin: .auto, score: nil,
            createdAt: clock.now, expiresAt: term.map { clock.now.advanced(bySeconds: $0) })
    }

    private func created(_ address: String, term: Int64? = nil) throws -> ListedEntry {
        guard case .created(let listed) = try store.addToBlacklist(entry(address, term: term), by: "alice") else {
            throw Unexpected()
        }
        return listed
    }

    @Test func whatAPersonSaysIsToldFromWhatItReplaced() throws {
        let first = try created("198.51.100.9", term: 10)
        #expect(first.entry.origin == .manual && first.sensor == nil && first.entry.score == nil && first.blocks == 0)
        guard case .replaced(let second, let old) = try store.addToBlacklist(entry("198.51.100.9", .monitor), by: "bob")
        else { throw Unexpected() }
        #expect(old == first && second.id == first.id && second.entry.action == .monitor)
        try store.allow(Fixtures.prefix("10.0.0.0/8"), reason: "pods", by: "carol")
        let allowed = try #require(try store.allowlist().first)
        let before = try store.contents()
        #expect(try store.addToBlacklist(entry("10.1.0.0/16"), by: "bob") == .allowed(allowed))
        #expect(try store.contents() == before)
        // A larger block than what is allowed is no contradiction.
        _ = try created("0.0.0.0/0")
    }

    @Test func whatIsOverIsNotReplaced() throws {
        let first = try created("198.51.100.9", term: 10)
        clock.advance(10)
        #expect(try created("198.51.100.9").id == first.id)
    }

    @Test func anEntryIsChangedByItsNumber() throws {
        let automatic = Fixtures.entry("198.51.100.9", term: nil)
        try store.apply(automatic, sensor: "node-1", by: "policy")
        let before = try #require(try store.entry(of: automatic.prefix))
        let patched = try #require(try store.patch(id: before.id, action: .rateLimit, by: "alice"))
        #expect(patched.entry.action == .rateLimit && patched.entry.origin == .manual && patched.id == before.id)
        #expect(patched.entry.reason == "port-scan" && patched.entry.score == 0.99 && patched.sensor == "node-1")
        #expect(patched.entry.createdAt == automatic.createdAt && patched.entry.expiresAt == nil)
        let end = Timestamp(seconds: 5)
        let limited = try #require(try store.patch(id: before.id, reason: "mine", expiresAt: .at(end), by: "bob"))
        #expect(limited.entry.reason == "mine" && limited.entry.expiresAt == end && limited.entry.action == .rateLimit)
        #expect(try store.entry(id: before.id) == limited)
        // A person's word stands above a sensor's until it is over.
        var again = automatic
        again.createdAt = Timestamp(seconds: 4)
        #expect(try store.apply(again, sensor: "node-1", by: "policy") == .kept(limited))
        let trail = try store.allAudit()
        #expect(trail[1].who == "alice" && trail[1].change == .blacklistApply && trail[1].before == trail[0].after)
        #expect(trail[2].who == "bob" && trail[2].why == "mine" && trail[2].before == trail[1].after)
        #expect(try store.patch(id: 99, action: .block, by: "bob") == nil)
    }

    @Test func whatIsOverIsNotChanged() throws {
        let entry = try created("198.51.100.9", term: 10)
        #expect(try store.patch(id: entry.id, expiresAt: .keep, by: "bob")?.entry.expiresAt == entry.entry.expiresAt)
        clock.advance(10)
        #expect(try store.patch(id: entry.id, expiresAt: .never, by: "bob") == nil)
        #expect(try store.allAudit().count == 2)
    }

    @Test func anEntryIsTakenOffByItsNumber() throws {
        let entry = try created("198.51.100.9")
        #expect(try store.remove(id: entry.id, by: "bob", why: "mistaken") == entry)
        #expect(try store.remove(id: entry.id, by: "bob", why: "mistaken") == nil)
        let trail = try store.allAudit()
        #expect(trail.count == 2 && trail[1].change == .blacklistRemove && trail[1].why == "mistaken")
        #expect(trail[1].before == trail[0].after && trail[1].after == nil)
    }

    @Test func theVersionOfTheListTellsWhetherItIsTheSame() throws {
        #expect(try store.listSequence() == 0)
        let at = { (second: Int64) in try store.blacklistVersion(at: Timestamp(seconds: second)) }
        let empty = try at(0)
        _ = try created("198.51.100.9", term: 10)
        _ = try created("198.51.100.8", term: 20)
        let listed = try at(0)
        #expect(listed != empty && listed.sequence == 2 && listed.overdue == nil)
        #expect(try at(9) == listed)
        // Time alone has changed the list in force.
        let over = try at(10)
        #expect(over != listed && over.overdue == Timestamp(seconds: 10))
        #expect(try at(19) == over)
        #expect(try at(20).overdue == Timestamp(seconds: 20))
        try store.expire(at: Timestamp(seconds: 10))
        #expect(try at(10).sequence == 3 && at(10).overdue == nil)
        try store.allow(Fixtures.prefix("10.0.0.1"), reason: "a", expiresAt: Timestamp(seconds: 7), by: "alice")
        #expect(try at(10).overdue == nil)
        #expect(try store.allowlistVersion(at: Timestamp(seconds: 7)).overdue == Timestamp(seconds: 7))
        #expect(try store.listSequence() == 4)
    }

    @Test func changesAreReadFromTheTrail() throws {
        let first = try created("198.51.100.9", term: 10)
        try store.allow(Fixtures.prefix("10.0.0.0/8"), reason: "pods", by: "carol")
        try store.remove(id: first.id, by: "bob", why: "mistaken")
        _ = try created("2001:db8::/64", term: 10)
        try store.expire(at: Timestamp(seconds: 10))
        let all = try store.listChanges(after: 0)
        #expect(all.map(\.sequence) == [1, 3, 4, 5])
        #expect(all.map(\.change.effect) == [.add, .remove, .add, .expire])
        #expect(all.map(\.who) == ["alice", "bob", "alice", "weir"])
        #expect(all.map(\.why) == ["ours", "mistaken", "ours", "expired"])
        #expect(all[2].prefix == Fixtures.prefix("2001:db8::/64") && all[2].time == Timestamp(seconds: 0))
        #expect(all[0].after?.contains(#""id":1"#) == true && all[0].before == nil)
        #expect(all[1].before == all[0].after && all[1].after == nil)
        #expect(try store.listChanges(after: 1, limit: 2).map(\.sequence) == [3, 4])
        #expect(try store.listChanges(after: 5) == [])
        #expect(try store.listChanges(after: 0, lists: [.allowlist]).map(\.sequence) == [2])
        #expect(try store.listChanges(after: 0, lists: [.allowlist, .blacklist]).map(\.sequence) == [1, 2, 3, 4, 5])
        #expect(try store.listChanges(after: 0, lists: []) == [])
    }
}
