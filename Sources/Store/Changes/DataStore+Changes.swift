import GRDB
import Packets

extension DataStore {
    /// The number of the latest change of either list; 0 before the first. O(1).
    public func listSequence() throws -> Int64 {
        try read { try Self.sequence($0) }
    }

    /// What the blacklist in force at `time` depends on: the trail, and what time itself has ended since. O(log n).
    public func blacklistVersion(at time: Timestamp) throws -> ListVersion {
        try read { try Self.version("blacklist", time, $0) }
    }

    /// What the allowlist in force at `time` depends on. O(log n).
    public func allowlistVersion(at time: Timestamp) throws -> ListVersion {
        try read { try Self.version("allowlist", time, $0) }
    }

    /// The changes after this number, the earliest first, at most `limit`. Who gets `limit` of them asks again.
    ///
    /// Reads along the trail: O(log n + changes of both lists that are passed).
    public func listChanges(
        after sequence: Int64, limit: Int = 1_000, lists: Set<ListName> = [.blacklist]
    ) throws -> [ListChange] {
        let changes = AuditChange.allCases.filter { lists.contains($0.list) }
        let words = changes.map { "'\($0.rawValue)'" }.joined(separator: ", ")
        return try read { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT \(AuditRecord.columns) FROM audit WHERE id > ? AND change IN (\(words))
                    ORDER BY id LIMIT ?
                    """)
            let rows = try Row.fetchCursor(statement, arguments: [sequence, max(0, limit)])
            return try Array(rows.map { ListChange(try AuditRecord(row: $0)) })
        }
    }

    private static func sequence(_ db: Database) throws -> Int64 {
        try Int64.fetchOne(try db.cachedStatement(sql: "SELECT max(id) FROM audit")) ?? 0
    }

    private static func version(_ list: String, _ time: Timestamp, _ db: Database) throws -> ListVersion {
        let statement = try db.cachedStatement(sql: "SELECT max(expires_at) FROM \(list) WHERE expires_at <= ?")
        let overdue = try Int64.fetchOne(statement, arguments: [time.nanoseconds])
        return ListVersion(sequence: try sequence(db), overdue: overdue.map { Timestamp(nanoseconds: $0) })
    }
}
