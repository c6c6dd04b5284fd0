import GRDB
import Packets

/// A long-lived token of a sensor or an enforcer, without the token, of which only a digest is kept.
public struct ServiceTokenRecord: Sendable, Equatable {
    /// The store's number for it, never used again.
    public let id: Int64
    public let name: String
    public let role: AccountRole
    /// Who made it.
    public let createdBy: String
    /// By the wall clock.
    public let createdAt: Timestamp
    /// Nil: it ends when it is revoked.
    public let expiresAt: Timestamp?
    /// To the minute; nil before its first use.
    public let lastUsedAt: Timestamp?

    /// All columns but the digest, in the order in which they are read.
    static let columns = "id, name, role, created_by, created_at, expires_at, last_used_at"

    /// Reads `columns`.
    init(row: Row) throws {
        let expires: Int64? = row[5]
        let used: Int64? = row[6]
        id = row[0]
        name = row[1]
        role = try row.required(2, "role") { AccountRole(rawValue: $0) }
        createdBy = row[3]
        createdAt = Timestamp(nanoseconds: row[4])
        expiresAt = expires.map { Timestamp(nanoseconds: $0) }
        lastUsedAt = used.map { Timestamp(nanoseconds: $0) }
    }

    /// The token for which `condition` holds.
    static func first(
        _ db: Database, where condition: String, _ arguments: StatementArguments
    ) throws -> ServiceTokenRecord? {
        let statement = try db.cachedStatement(sql: "SELECT \(columns) FROM service_token WHERE \(condition)")
        return try Row.fetchOne(statement, arguments: arguments).map { try ServiceTokenRecord(row: $0) }
    }
}
