import Foundation
import GRDB
import Packets
import Store
import Testing

@Suite struct MigrationTests {
    @Test func anOldDatabaseKeepsAllThatItHolds() throws {
        let folder = try TemporaryFolder()
        try OldDatabase.make(in: folder)
        let store = try folder.store { $0.clock = { Fixtures.noon } }
        let allowed = try #require(try store.allowlist().first)
        #expect(allowed.prefix == Fixtures.prefix("10.0.0.0/8") && allowed.expiresAt == nil && allowed.who == "alice")
        #expect(try store.entries(activeAt: Fixtures.noon).map(\.entry.address) == ["198.51.100.9"])
        #expect(try store.allAudit().map(\.change) == [.allowlistAdd, .blacklistApply])
        #expect(try store.listChanges(after: 0).map(\.after) == [#"{"ip":"198.51.100.9","reason":"port-scan"}"#])
        #expect(try store.accountCount() == 0)
        let outcome = try store.addToBlacklist(Fixtures.entry("10.1.2.3"), by: "alice")
        #expect(outcome == .allowed(allowed))
        #expect(try store.integrityCheck() == [])
        try store.close()
        #expect(try folder.store().allowlist() == [allowed])
    }

    @Test func whatWasMigratedIsWhatIsMadeNew() throws {
        let old = try TemporaryFolder()
        try OldDatabase.make(in: old)
        try old.store().close()
        let new = try TemporaryFolder()
        try new.store().close()
        let schema = { (folder: TemporaryFolder) in
            let queue = try DatabaseQueue(path: folder.database)
            defer { try? queue.close() }
            return try queue.read { db in
                try String.fetchAll(
                    db,
                    sql:
                        "SELECT name || ' ' || sql FROM sqlite_schema WHERE sql > '' AND name NOT LIKE 'grdb%' ORDER BY name"
                )
            }
        }
        let made = try schema(new)
        #expect(try schema(old).map(Self.words) == made.map(Self.words))
        #expect(made.count > 20)
    }

    /// White space apart.
    private static func words(_ sql: String) -> [Substring] { sql.split(whereSeparator: \.isWhitespace) }
}
