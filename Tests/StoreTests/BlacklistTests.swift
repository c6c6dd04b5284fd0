import Detection
import Packets
import Store
import Testing

@Suite struct BlacklistTests {
    let folder: TemporaryFolder
    let store: DataStore
    let wall = Timestamp(seconds: 1_800_000_000)

    init() throws {
        folder = try TemporaryFolder()
        store = try folder.store { $0.clock = { Timestamp(seconds: 1_800_000_000) } }
    }

    private func listed(_ outcome: BlacklistOutcome) throws -> ListedEntry {
        guard case .listed(let entry) = outcome else { throw Unexpected(outcome: outcome) }
        return entry
    }

    private struct Unexpected: Error {
        var outcome: BlacklistOutcome
    }

    @Test func entriesComeBackAsTheyWereApplied() throws {
        let given = [
            Fixtures.entry("198.51.100.9"), Fixtures.entry("203.0.113.0/24", .rateLimit, origin: .feed, term: nil),
            Fixtures.entry("2001:db8::/32", .monitor, origin: .manual, simulated: true), Fixtures.entry("0.0.0.0/0"),
            Fixtures.entry("::/0"),
        ]
        for entry in given { try store.apply(entry, sensor: "node-1", by: "policy") }
        let found = try store.entries(activeAt: Fixtures.noon)
        #expect(found.map(\.entry) == given)
        #expect(found.map(\.sensor) == Array(repeating: "node-1", count: 5))
        #expect(found.map(\.blocks) == [1, 0, 0, 0, 0])
        #expect(try store.entry(id: found[1].id) == found[1])
        #expect(try store.entry(of: Fixtures.prefix("2001:db8::/32")) == found[2])
        #expect(try store.entry(of: Fixtures.prefix("2001:db8::/33")) == nil)
        try store.close()
        #expect(try folder.store().entries(activeAt: Fixtures.noon) == found)
    }

    @Test func everyChangeIsInTheAuditTrail() throws {
        let prefix = Fixtures.prefix("198.51.100.9")
        let first = try listed(try store.apply(Fixtures.entry("198.51.100.9"), by: "policy"))
        let second = try listed(
            try store.apply(Fixtures.entry("198.51.100.9", .monitor, origin: .manual, reason: "ours"), by: "alice"))
        #expect(second.id == first.id)
        #expect(try store.remove(prefix, by: "bob", why: "mistaken") == second)
        #expect(try store.remove(prefix, by: "bob", why: "again") == nil)
        let trail = try store.allAudit()
        #expect(trail.map(\.change) == [.blacklistApply, .blacklistApply, .blacklistRemove])
        #expect(trail.map(\.who) == ["policy", "alice", "bob"])
        #expect(trail.map(\.why) == ["port-scan", "ours", "mistaken"])
        #expect(trail.allSatisfy { $0.time == wall && $0.prefix == prefix })
        #expect(trail[0].before == nil)
        #expect(
            trail[0].after == """
                {"action":"block","blocks":1,"created_at":"2026-01-01T12:00:00.000000Z",\
                "expires_at":"2026-01-01T12:10:00.000000Z","id":1,"ip":"198.51.100.9","origin":"auto","reason":"port-scan",\
                "score":0.99,"simulated":false}
                """)
        #expect(trail[1].before == trail[0].after)
        #expect(trail[2].before == trail[1].after)
        #expect(trail[2].after == nil)
    }

    @Test func whatIsOverIsTakenOffAndAudited() throws {
        try store.apply(Fixtures.entry("198.51.100.1", term: 600), by: "policy")
        try store.apply(Fixtures.entry("198.51.100.2", term: 601), by: "policy")
        try store.apply(Fixtures.entry("198.51.100.3", origin: .manual, term: nil), by: "alice")
        let end = Fixtures.noon.advanced(bySeconds: 600)
        #expect(try store.expire(at: end.advanced(byNanoseconds: -1)) == [])
        #expect(try store.entries(activeAt: end).map(\.entry.address) == ["198.51.100.2", "198.51.100.3"])
        #expect(try store.expire(at: end).map(\.entry.address) == ["198.51.100.1"])
        #expect(try store.entries(activeAt: Fixtures.noon).count == 2)
        let last = try #require(try store.allAudit().last)
        #expect(last.change == .blacklistExpire && last.who == "weir" && last.why == "expired")
        #expect(last.before != nil && last.after == nil)
        #expect(try store.allAudit().count == 4)
    }

    @Test func blocksAreCountedPastTheEndOfTheirEntries() throws {
        for at: Int64 in [0, 600, 100, 600] { try store.apply(Fixtures.entry("198.51.100.9", at: at), by: "policy") }
        try store.apply(Fixtures.entry("198.51.100.8", .monitor), by: "policy")
        try store.apply(Fixtures.entry("198.51.100.7", origin: .manual), by: "alice")
        try store.apply(Fixtures.entry("198.51.100.6", simulated: true), by: "policy")
        try store.expire(at: Fixtures.noon.advanced(bySeconds: 9_999))
        let address = try #require(IPAddress("198.51.100.9"))
        let offences = try store.offences()
        #expect(offences.map(\.address) == [address])
        #expect(offences.map(\.blocks) == [2])
        #expect(offences.map(\.expires) == [Fixtures.noon.advanced(bySeconds: 1_200)])
        #expect(try store.offences(simulated: true).map(\.blocks) == [1])
    }

    @Test func whatAPersonSaysStandsUntilItIsOver() throws {
        try store.apply(Fixtures.entry("198.51.100.9", origin: .manual, term: 100), by: "alice")
        let before = try store.contents()
        let manual = try #require(before.blacklist.first)
        #expect(try store.apply(Fixtures.entry("198.51.100.9", at: 99), by: "policy") == .kept(manual))
        #expect(try store.contents() == before)
        let next = try listed(try store.apply(Fixtures.entry("198.51.100.9", at: 100), by: "policy"))
        #expect(next.entry.origin == .auto)
        #expect(try listed(try store.apply(manual.entry, by: "alice")).entry == manual.entry)
    }

    @Test func theSensorThatRestrictsMostStands() throws {
        try store.apply(Fixtures.entry("198.51.100.9", .rateLimit), sensor: "a", by: "policy")
        let weaker = [
            Fixtures.entry("198.51.100.9", .monitor), Fixtures.entry("198.51.100.9", .rateLimit, term: 599),
            Fixtures.entry("198.51.100.9", .block, simulated: true),
        ]
        for entry in weaker {
            guard case .kept = try store.apply(entry, sensor: "b", by: "policy") else {
                Issue.record("\(entry) replaced a stronger entry")
                continue
            }
        }
        #expect(try listed(try store.apply(Fixtures.entry("198.51.100.9"), sensor: "b", by: "policy")).sensor == "b")
        let corrected = Fixtures.entry("198.51.100.9", .monitor, at: 1)
        #expect(try listed(try store.apply(corrected, sensor: "b", by: "policy")).entry == corrected)
    }

    @Test func aBatchIsListedWholeOrNotAtAll() throws {
        let batch = (1...300).map { Fixtures.entry("198.51.\($0 / 250).\($0 % 250)", origin: .feed) }
        #expect(try store.apply(batch, by: "feed").count == 300)
        #expect(try store.entries(activeAt: Fixtures.noon).map(\.entry) == batch)
        #expect(try store.allAudit().count == 300)
    }
}
