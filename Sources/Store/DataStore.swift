import Foundation
import GRDB
import Packets

/// What survives a restart, in one SQLite database: traffic samples, the blacklist, the allowlist and the audit trail;
/// accounts, service tokens, clusters, what binds accounts to them, and the history of commands.
///
/// One writer at a time, any number of readers beside it (WAL); other processes may have the same database open.
/// Every change is one transaction: after an error the contents are what they were before. All errors are
/// `StoreError`. Calls block the calling thread; none reads packet time, and only `Configuration.clock` the wall clock.
public final class DataStore: Sendable {
    /// Name of the database within its folder.
    public static let fileName = "weir.sqlite"

    /// Path of the database.
    public let path: String
    let configuration: Configuration
    let pool: DatabasePool

    /// Opens the database in `folder`; makes the folder (mode 0700) and the database (mode 0600) where missing.
    ///
    /// A database of another program, or of a newer Weir, is refused and left as it is. An older one is migrated.
    public init(folder: String, configuration: Configuration = Configuration()) throws {
        let path = try DataFolder(path: folder).prepare(fileName: Self.fileName)
        self.path = path
        self.configuration = configuration
        pool = try StoreError.mapping(path) {
            try Self.inspect(path, configuration)
            let pool = try DatabasePool(path: path, configuration: configuration.connection)
            try Schema.migrator.migrate(pool)
            return pool
        }
    }

    /// Closes the database once running reads and writes are over; later calls fail.
    public func close() throws {
        try StoreError.mapping(path) {
            // Leaves nothing in the log, where nobody is in the way; the next start would do it otherwise.
            _ = try? pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
            try pool.close()
        }
    }

    /// Refuses what is not ours, before anything is written.
    private static func inspect(_ path: String, _ configuration: Configuration) throws {
        var connection = GRDB.Configuration()
        connection.readonly = true
        connection.busyMode = .timeout(configuration.busySeconds)
        let queue = try DatabaseQueue(path: path, configuration: connection)
        try queue.read { db in
            let objects = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
            let owner = try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0
            if objects == 0, owner == 0 { return }
            guard owner == Schema.applicationID else { throw StoreError.foreignDatabase(path: path) }
            let known = Set(Schema.migrator.migrations)
            let unknown = try Schema.migrator.appliedIdentifiers(db).subtracting(known)
            if !unknown.isEmpty { throw StoreError.newerSchema(path: path, migrations: unknown.sorted()) }
        }
        try queue.close()
    }

    /// Reads from a snapshot that writers do not change.
    func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try StoreError.mapping(path) { try pool.read(body) }
    }

    /// Writes what a power cut may take back whole: the log is not synced at the commit.
    func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try StoreError.mapping(path) { try pool.write(body) }
    }

    /// Writes what is on the disk when the call returns.
    ///
    /// In WAL mode `synchronous = NORMAL` keeps the database whole over a power cut, but syncs only at checkpoints, so
    /// that the last commits may be gone: right for samples, of which there are many and each weighs little. A
    /// change of the blacklist or of the audit trail is told to others the moment it returns, so its commit syncs the
    /// log (`FULL`), which makes every sample before it durable too. The pragma cannot change within a transaction.
    func writeDurably<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try StoreError.mapping(path) {
            try pool.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA synchronous = FULL")
                // Where this fails commits stay durable, which only costs time.
                defer { try? db.execute(sql: "PRAGMA synchronous = NORMAL") }
                var value: Value?
                try db.inTransaction(.immediate) {
                    value = try body(db)
                    return .commit
                }
                guard let value else { throw StoreError.failed(path: path, reason: "the transaction gave no result") }
                return value
            }
        }
    }
}
