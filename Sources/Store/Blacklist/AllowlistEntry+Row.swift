import GRDB
import Packets

extension AllowlistEntry {
    /// The whole list, oldest number first.
    static func all(_ db: Database) throws -> [AllowlistEntry] {
        let rows = try Row.fetchCursor(
            db, sql: "SELECT id, prefix, length, reason, who, created_at FROM allowlist ORDER BY id")
        return try Array(
            rows.map { row in
                AllowlistEntry(
                    id: row[0], prefix: try row.prefix(1, 2), reason: row[3], who: row[4],
                    createdAt: Timestamp(nanoseconds: row[5]))
            })
    }
}
