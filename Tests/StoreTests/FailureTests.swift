import Foundation
import GRDB
import Packets
import Store
import Testing

/// Real file systems that are full or read-only, and a real lock; nothing may be half-written.
@Suite struct FailureTests {
    private func fill(_ store: DataStore) throws -> StoreError {
        try store.apply(Fixtures.entry("198.51.100.9"), by: "policy")
        for round: Int64 in 0..<10_000 {
            let before = try store.contents()
            do {
                try store.append((0..<200).map { Fixtures.verdict("198.51.100.9", at: round * 200 + $0) })
            } catch let error as StoreError {
                #expect(try store.contents() == before)
                return error
            }
        }
        throw StoreError.failed(path: store.path, reason: "the disk never filled")
    }

    @Test func aFullDiskLosesNothingAndHalfWritesNothing() throws {
        let folder = try TemporaryFolder(tmpfs: "1m")
        let store = try folder.store()
        #expect(try fill(store) == .diskFull(path: folder.database))
        // Single rows still fit for a while; what lists and trail say must agree until nothing does.
        var refused = false
        for number in 1...10_000 where !refused {
            let before = try store.contents()
            do {
                try store.apply(Fixtures.entry("10.0.\(number / 250).\(number % 250)"), by: "policy")
            } catch let error as StoreError {
                #expect(error == .diskFull(path: folder.database))
                #expect(try store.contents() == before)
                refused = true
            }
        }
        #expect(refused)
        let full = try store.contents()
        #expect(full.blacklist.count == full.audit.count && full.offences.count == full.audit.count)
        try store.close()
        try folder.remount("size=16m")
        let again = try folder.store()
        #expect(try again.contents() == full)
        try again.append([Fixtures.summary(at: 9_999_999)])
        #expect(try again.allSamples().count == full.samples.count + 1)
        try again.close()
        let queue = try DatabaseQueue(path: folder.database)
        #expect(try queue.read { try String.fetchOne($0, sql: "PRAGMA integrity_check") } == "ok")
        try queue.close()
    }

    @Test func aDiskWithoutRoomForADatabaseIsNamed() throws {
        let folder = try TemporaryFolder(tmpfs: "16k")
        #expect(throws: StoreError.diskFull(path: folder.database)) { try folder.store() }
        try folder.remount("size=16m")
        #expect(try folder.store().contents().samples == [])
    }

    @Test func aReadOnlyFileSystemIsNamed() throws {
        let folder = try TemporaryFolder(tmpfs: "16m")
        let store = try folder.store()
        try store.append([Fixtures.summary()])
        try store.close()
        let before = try folder.octets()
        try folder.remount("ro")
        #expect(throws: StoreError.readOnly(path: folder.data)) { try folder.store() }
        let missing = folder.path + "/elsewhere"
        #expect(throws: StoreError.readOnly(path: missing)) { try DataStore(folder: missing) }
        #expect(try folder.octets() == before)
        #expect(!FileManager.default.fileExists(atPath: missing))
    }

    @Test func aLockedDatabaseIsLeftAsItIs() throws {
        let folder = try TemporaryFolder()
        let store = try folder.store()
        try store.append([Fixtures.summary()])
        let before = try store.contents()
        let other = try DatabaseQueue(path: folder.database)
        try other.inTransaction(.exclusive) { _ in
            let locked = StoreError.locked(path: folder.database)
            #expect(throws: locked) { try store.append([Fixtures.summary(at: 1)]) }
            #expect(throws: locked) { try store.apply(Fixtures.entry("198.51.100.9"), by: "policy") }
            #expect(throws: locked) { try store.allow(Fixtures.prefix("10.0.0.0/8"), reason: "pods", by: "alice") }
            #expect(throws: locked) { try store.retain(now: Fixtures.noon) }
            // Readers see what was there.
            let seen = try store.contents()
            #expect(seen == before)
            return .commit
        }
        #expect(try store.contents() == before)
        try store.append([Fixtures.summary(at: 1)])
        #expect(try store.allSamples().count == 2)
    }

    @Test func aDatabaseHeldWholeCannotBeOpened() throws {
        let folder = try TemporaryFolder()
        try folder.store().close()
        let other = try DatabaseQueue(path: folder.database)
        try other.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA locking_mode = EXCLUSIVE; CREATE TABLE held (x); DROP TABLE held")
            #expect(throws: StoreError.locked(path: folder.database)) { try folder.store() }
        }
        try other.close()
        #expect(try folder.store().contents().samples == [])
    }
}
