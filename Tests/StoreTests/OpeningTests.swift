import Foundation
import GRDB
import Packets
import Store
import Testing

@Suite struct OpeningTests {
    private func mode(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return try #require(attributes[.posixPermissions] as? NSNumber).intValue & 0o777
    }

    @Test func whatIsMadeIsPrivate() throws {
        let folder = try TemporaryFolder()
        let store = try folder.store()
        try store.append([Fixtures.summary()])
        #expect(try mode(folder.data) == 0o700)
        for suffix in ["", "-wal", "-shm"] { #expect(try mode(folder.database + suffix) == 0o600) }
    }

    @Test func anExistingFolderKeepsItsModeAndItsDatabaseGetsPrivate() throws {
        let folder = try TemporaryFolder()
        try folder.store().close()
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.data)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: folder.database)
        try folder.store().close()
        #expect(try mode(folder.data) == 0o755)
        #expect(try mode(folder.database) == 0o600)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.data)
        #expect(names.allSatisfy { $0.hasPrefix(DataStore.fileName) })
    }

    @Test func thePragmasAreThoseThatAreDocumented() throws {
        let folder = try TemporaryFolder()
        let store = try folder.store()
        try store.append([Fixtures.summary()])
        let other = try DatabaseQueue(path: folder.database)
        let pragma = { (name: String) in try other.read { try String.fetchOne($0, sql: "PRAGMA \(name)") } }
        #expect(try pragma("journal_mode") == "wal")
        #expect(try pragma("auto_vacuum") == "2")
        #expect(try pragma("application_id") == "\(0x5765_6972)")
        #expect(try pragma("integrity_check") == "ok")
    }

    @Test func twoStoresShareADatabase() throws {
        let folder = try TemporaryFolder()
        let first = try folder.store()
        let second = try folder.store()
        try first.append([Fixtures.summary()])
        try second.append([Fixtures.summary(at: 1)])
        #expect(try first.allSamples() == second.allSamples())
        #expect(try first.allSamples().count == 2)
        #expect(FileManager.default.fileExists(atPath: folder.database))
    }

    @Test func aFileIsNoFolder() throws {
        let folder = try TemporaryFolder()
        try Data("kept".utf8).write(to: URL(fileURLWithPath: folder.data))
        #expect(throws: StoreError.notAFolder(path: folder.data)) { try folder.store() }
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.data)) == Data("kept".utf8))
    }

    @Test func aNewerDatabaseIsLeftAsItIs() throws {
        let folder = try TemporaryFolder()
        try folder.store().close()
        try change(folder, "INSERT INTO grdb_migrations VALUES ('9 tomorrow')")
        let before = try folder.octets()
        let error = StoreError.newerSchema(path: folder.database, migrations: ["9 tomorrow"])
        #expect(throws: error) { try folder.store() }
        #expect(error.message.contains("newer Weir (9 tomorrow)"))
        #expect(try folder.octets() == before)
    }

    @Test(arguments: ["PRAGMA application_id = 7", "CREATE TABLE theirs (x)"])
    func anothersDatabaseIsLeftAsItIs(_ statement: String) throws {
        let folder = try TemporaryFolder()
        try FileManager.default.createDirectory(atPath: folder.data, withIntermediateDirectories: true)
        try change(folder, statement)
        let before = try folder.octets()
        #expect(throws: StoreError.foreignDatabase(path: folder.database)) { try folder.store() }
        #expect(try folder.octets() == before)
    }

    @Test func whatIsNoDatabaseIsLeftAsItIs() throws {
        let folder = try TemporaryFolder()
        try FileManager.default.createDirectory(atPath: folder.data, withIntermediateDirectories: true)
        let noise = Data((0..<8_192).map { UInt8(truncatingIfNeeded: $0 &* 31) })
        try noise.write(to: URL(fileURLWithPath: folder.database))
        let error = #expect(throws: StoreError.self) { try folder.store() }
        guard case .damaged(folder.database, _) = error else { throw try #require(error) }
        #expect(try folder.octets() == noise)
    }

    @Test func damagedPagesAreNamedWhenTheyAreRead() throws {
        let folder = try TemporaryFolder()
        let store = try folder.store()
        try store.append((0..<2_000).map { Fixtures.verdict("198.51.100.9", at: $0) })
        try store.close()
        var octets = try folder.octets()
        // The second half holds samples and their indexes.
        let half = octets.count / 2
        for index in half..<octets.count { octets[index] = 0xA5 }
        try octets.write(to: URL(fileURLWithPath: folder.database))
        let error = #expect(throws: StoreError.self) { try folder.store().allSamples() }
        guard case .damaged(folder.database, _) = error else { throw try #require(error) }
        // What can be saved by hand is still there.
        #expect(try folder.octets()[half..<octets.count] == octets[half...])
    }

    private func change(_ folder: TemporaryFolder, _ statement: String) throws {
        let queue = try DatabaseQueue(path: folder.database)
        try queue.writeWithoutTransaction { try $0.execute(sql: statement) }
        try queue.close()
    }
}
