import Detection
import Packets
import Store
import Testing

/// Queries and exports against a plain filter of the same entries.
@Suite struct BlacklistQueryTests {
    /// Nested blocks of both families; more IPv4 hosts than a block's entries are gathered for.
    static let entries: [BlacklistEntry] = {
        var random = SplitMix(state: 3)
        let below = { (bound: Int) in Int.random(in: 0..<bound, using: &random) }
        var texts = ["0.0.0.0/0", "::/0", "::/80", "::/96", "::1", "10.0.0.0/8", "10.0.0.0/9", "2001:db8::/32"]
        for number in 0..<11_000 { texts.append("10.\(number / 65_536).\(number / 256 % 256).\(number % 256)") }
        for _ in 0..<300 { texts.append("10.\(below(256)).0.0/\(9 + below(8))") }
        for _ in 0..<300 { texts.append("2001:db8:\(below(16)):\(below(4))::/\(32 + below(97))") }
        var seen: Set<IPPrefix> = []
        return texts.filter { seen.insert(Fixtures.prefix($0)).inserted }.map { text in
            Fixtures.entry(
                text, BlacklistEntry.Action.allCases[below(3)], origin: BlacklistEntry.Origin.allCases[below(3)],
                term: below(3) == 0 ? nil : Int64(1 + below(1_000)), simulated: below(5) == 0)
        }
    }()

    private static func filled() throws -> (TemporaryFolderStore, [ListedEntry]) {
        let store = try TemporaryFolderStore()
        for half in [entries.prefix(6_000), entries.dropFirst(6_000)] {
            try store.store.apply(Array(half), sensor: half.startIndex == 0 ? "node-1" : nil, by: "test")
        }
        let all = try store.store.entries(activeAt: Timestamp(nanoseconds: .min))
        try #require(all.count == entries.count)
        return (store, all)
    }

    @Test func everyMixtureFindsWhatAPlainFilterFinds() throws {
        let (store, all) = try Self.filled()
        var random = SplitMix(state: 4)
        var found = 0
        for round in 0..<250 {
            let query = try Self.query(&random)
            let expected = all.filter { Self.matches($0, query) }
            let paged = Self.page(expected, query.page)
            #expect(try store.store.blacklist(matching: query) == paged, "round \(round): \(query)")
            #expect(try store.store.blacklistCount(matching: query) == expected.count, "round \(round): \(query)")
            found += paged.isEmpty ? 0 : 1
        }
        #expect(found > 120)
    }

    private static func query(_ random: inout SplitMix) throws -> BlacklistQuery {
        var query = BlacklistQuery()
        let rarely = { (random: inout SplitMix) in Int.random(in: 0..<4, using: &random) == 0 }
        let addresses = ["10.0.3.9", "10.77.1.2", "2001:db8:3:1::1", "::1", "192.0.2.1", "::9", "2001:db9::1"]
        let blocks = [
            "0.0.0.0/0", "::/0", "10.0.0.0/8", "10.0.3.0/24", "10.64.0.0/10", "2001:db8::/32", "::/96", "::1",
        ]
        if rarely(&random) {
            query.covering = Fixtures.prefix(try #require(addresses.randomElement(using: &random))).address
        }
        if Bool.random(using: &random) {
            query.within = Fixtures.prefix(try #require(blocks.randomElement(using: &random)))
        }
        if rarely(&random) { query.action = BlacklistEntry.Action.allCases.randomElement(using: &random) }
        if rarely(&random) { query.origin = BlacklistEntry.Origin.allCases.randomElement(using: &random) }
        if rarely(&random) { query.sensor = "node-1" }
        if rarely(&random) { query.simulated = Bool.random(using: &random) }
        if Bool.random(using: &random) {
            query.activeAt = Fixtures.noon.advanced(bySeconds: Int64.random(in: 0..<1_100, using: &random))
        }
        query.page.order = Bool.random(using: &random) ? .ascending : .descending
        query.page.limit = [1, 10, 100, 20_000].randomElement(using: &random) ?? 1
        if rarely(&random) { query.page.afterID = Int64.random(in: 0..<12_000, using: &random) }
        if rarely(&random) { query.page.beforeID = Int64.random(in: 0..<12_000, using: &random) }
        return query
    }

    private static func matches(_ listed: ListedEntry, _ query: BlacklistQuery) -> Bool {
        let prefix = listed.entry.prefix
        let liesWithin = query.within.map { $0.mappedLength <= prefix.mappedLength && $0.contains(prefix.address) }
        return query.covering.map(prefix.contains) ?? true && liesWithin ?? true
            && (query.action ?? listed.entry.action) == listed.entry.action
            && (query.origin ?? listed.entry.origin) == listed.entry.origin
            && (query.simulated ?? listed.entry.simulated) == listed.entry.simulated
            && (query.sensor == nil || query.sensor == listed.sensor)
            && (query.activeAt == nil || isActive(listed, query.activeAt ?? Fixtures.noon))
    }

    private static func isActive(_ listed: ListedEntry, _ time: Timestamp) -> Bool {
        listed.entry.expiresAt.map { $0 > time } ?? true
    }

    private static func page(_ entries: [ListedEntry], _ page: IDPage) -> [ListedEntry] {
        let kept = entries.filter { $0.id > page.afterID ?? 0 && $0.id < page.beforeID ?? .max }
        return Array((page.order == .ascending ? kept : kept.reversed()).prefix(page.limit))
    }

    @Test func theWholeListIsHandedOverInOrder() throws {
        let (store, all) = try Self.filled()
        let time = Fixtures.noon.advanced(bySeconds: 300)
        let selections = [
            ListedSelection(activeAt: time), ListedSelection(activeAt: time, actions: [.rateLimit, .monitor]),
            ListedSelection(activeAt: time, actions: Set(BlacklistEntry.Action.allCases), includesSimulated: true),
            ListedSelection(activeAt: Fixtures.noon.advanced(bySeconds: 9_999)),
            ListedSelection(activeAt: time, actions: []),
        ]
        for selection in selections {
            let expected = all.filter {
                Self.isActive($0, time) && Self.isActive($0, selection.activeAt)
                    && selection.actions.contains($0.entry.action)
                    && (selection.includesSimulated || !$0.entry.simulated)
            }.sorted { Self.place($0.entry.prefix) < Self.place($1.entry.prefix) }
            var rows: [ListedRow] = []
            try store.store.forEachListed(selection) { rows.append($0) }
            #expect(rows.map(\.prefix) == expected.map(\.entry.prefix))
            #expect(rows.map(\.action) == expected.map(\.entry.action))
            #expect(rows.map(\.expiresAt) == expected.map(\.entry.expiresAt))
            var full: [ListedEntry] = []
            while true {
                let page = try store.store.listedEntries(selection, after: full.last?.entry.prefix, limit: 777)
                full += page
                if page.count < 777 { break }
            }
            #expect(full == expected)
            var numbered: [ListedEntry] = []
            while true {
                let page = try store.store.listedEntries(selection, afterID: numbered.last?.id, limit: 777)
                numbered += page
                if page.count < 777 { break }
            }
            #expect(numbered == expected.sorted { $0.id < $1.id })
        }
    }

    private static func place(_ prefix: IPPrefix) -> (UInt64, UInt64, UInt8) {
        (prefix.address.high, prefix.address.low, prefix.mappedLength)
    }

    @Test func handingOverGoesOnBehindAPlaceAndStopsWhenTheReaderFails() throws {
        struct Enough: Error {}
        let (store, _) = try Self.filled()
        let selection = ListedSelection(activeAt: Fixtures.noon)
        var all: [ListedRow] = []
        try store.store.forEachListed(selection) { all.append($0) }
        var seen: [ListedRow] = []
        #expect(throws: Enough.self) {
            try store.store.forEachListed(selection) { row in
                seen.append(row)
                if seen.count == 1_500 { throw Enough() }
            }
        }
        try store.store.forEachListed(selection, after: seen.last?.prefix) { seen.append($0) }
        #expect(seen == all)
        #expect(try store.store.listedPage(selection, limit: -1) == [])
    }

    @Test func theListMayChangeWhileItIsHandedOver() throws {
        let (store, _) = try Self.filled()
        let selection = ListedSelection(activeAt: Fixtures.noon)
        var seen = 0
        try store.store.forEachListed(selection) { row in
            seen += 1
            // Each as it is seen: nothing is passed over, nothing is seen twice.
            if seen % 500 == 0 { try store.store.remove(row.prefix, by: "test", why: "seen") }
        }
        let left = try store.store.listedPage(selection, limit: .max).count
        #expect(seen > 2_000 && left == seen - seen / 500)
    }
}
