import GRDB
import Packets

extension AllowlistEntry {
    /// All columns, in the order in which they are read.
    static let columns = "id, prefix, length, reason, who, created_at, expires_at"

    /// Reads `columns`.
    init(row: Row) throws {
        let expires: Int64? = row[6]
        id = row[0]
        prefix = try row.prefix(1, 2)
        reason = row[3]
        who = row[4]
        createdAt = Timestamp(nanoseconds: row[5])
        expiresAt = expires.map { Timestamp(nanoseconds: $0) }
    }

    /// The whole list, or what of it is in force at `time`, oldest number first.
    static func all(_ db: Database, activeAt time: Timestamp? = nil) throws -> [AllowlistEntry] {
        var conditions = SQLConditions()
        conditions.require(activeAt: time)
        return try conditions.page(IDPage(limit: .max), of: "SELECT \(columns) FROM allowlist", db) {
            try AllowlistEntry(row: $0)
        }
    }

    /// The entry for which `condition` holds.
    static func first(
        _ db: Database, where condition: String, _ arguments: StatementArguments
    ) throws -> AllowlistEntry? {
        let statement = try db.cachedStatement(sql: "SELECT \(columns) FROM allowlist WHERE \(condition)")
        return try Row.fetchOne(statement, arguments: arguments).map { try AllowlistEntry(row: $0) }
    }

    /// The entry of just this prefix.
    static func of(_ prefix: IPPrefix, _ db: Database) throws -> AllowlistEntry? {
        try first(db, where: "prefix = ? AND length = ?", [prefix.address.octets, prefix.mappedLength])
    }
}
