import Foundation
import GRDB
import Packets
import Store
import Testing

@Suite struct HealthTests {
    @Test func aStoreThatWorksSaysSoAndIsNotChanged() throws {
        let store = try TemporaryFolderStore()
        try store.store.append([Fixtures.summary()])
        let before = try store.store.contents()
        try store.store.ping()
        try store.store.checkWritable()
        #expect(try store.store.integrityCheck() == [])
        #expect(try store.store.contents() == before)
        let version = try DatabaseQueue(path: store.store.path).read {
            try Int.fetchOne($0, sql: "PRAGMA user_version")
        }
        #expect(version == 0)
    }

    @Test func aLockedStoreIsReadButNotWritten() throws {
        let folder = try TemporaryFolder()
        let store = try folder.store()
        let other = try DatabaseQueue(path: folder.database)
        try other.inTransaction(.immediate) { _ in
            #expect(throws: StoreError.locked(path: folder.database)) { try store.checkWritable() }
            #expect(throws: Never.self) { try store.ping() }
            return .commit
        }
        #expect(throws: Never.self) { try store.checkWritable() }
    }

    @Test func aClosedStoreFails() throws {
        let store = try TemporaryFolderStore()
        try store.store.close()
        #expect(throws: StoreError.self) { try store.store.ping() }
        #expect(throws: StoreError.self) { try store.store.checkWritable() }
    }

    @Test func damageIsFound() throws {
        let folder = try TemporaryFolder()
        let store = try folder.store()
        try store.append((0..<2_000).map { Fixtures.verdict("198.51.100.9", at: $0) })
        try store.close()
        let queue = try DatabaseQueue(path: folder.database)
        // An index that lacks a row of its table, as no statement could make it.
        try queue.writeWithoutTransaction { db in
            try db.execute(
                sql: """
                    PRAGMA writable_schema = ON;
                    UPDATE sqlite_schema SET sql = 'CREATE INDEX traffic_sample_by_kind ON traffic_sample (rule, time)'
                        WHERE name = 'traffic_sample_by_kind'
                    """)
        }
        try queue.close()
        let found = try folder.store().integrityCheck()
        #expect(!found.isEmpty && found.count <= 100)
    }
}
