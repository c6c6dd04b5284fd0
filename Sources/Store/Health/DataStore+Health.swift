import GRDB

extension DataStore {
    /// Reads from the database; throws where that cannot be done.
    public func ping() throws {
        _ = try read { try Int.fetchOne($0, sql: "SELECT count(*) FROM sqlite_schema") }
    }

    /// Begins to write, as any change does, and takes it back; throws where that cannot be done.
    public func checkWritable() throws {
        try StoreError.mapping(path) {
            try pool.writeWithoutTransaction { db in
                try db.inTransaction(.immediate) {
                    let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
                    try db.execute(sql: "PRAGMA user_version = \(version &+ 1)")
                    return .rollback
                }
            }
        }
    }

    /// What SQLite finds wrong in the database, one line each; nothing where it is whole. O(database).
    public func integrityCheck() throws -> [String] {
        try read { try String.fetchAll($0, sql: "PRAGMA integrity_check") }.filter { $0 != "ok" }
    }
}
