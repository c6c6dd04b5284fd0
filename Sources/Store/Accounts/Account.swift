import Foundation
import GRDB
import Packets

/// A person who may use the API. What describes it leaves the hash of the password out.
public struct Account: Sendable, Equatable {
    /// The store's number for it, never used again.
    public let id: Int64
    /// What the world calls it by, in tokens and in answers.
    public let uuid: UUID
    /// As its owner wrote it.
    public let name: String
    public let role: AccountRole
    public let passwordHash: String
    /// Grows with each change of password or role: what was given out for a smaller one is over.
    public let generation: Int64
    /// By the wall clock.
    public let createdAt: Timestamp

    /// All columns, in the order in which they are read.
    static let columns = "id, uuid, name, role, password_hash, generation, created_at"

    /// Reads `columns`.
    init(row: Row) throws {
        id = row[0]
        uuid = try row.required(1, "uuid") { UUID(uuidString: $0) }
        name = row[2]
        role = try row.required(3, "role") { AccountRole(rawValue: $0) }
        passwordHash = row[4]
        generation = row[5]
        createdAt = Timestamp(nanoseconds: row[6])
    }

    /// The account for which `condition` holds.
    static func first(_ db: Database, where condition: String, _ arguments: StatementArguments) throws -> Account? {
        let statement = try db.cachedStatement(sql: "SELECT \(columns) FROM account WHERE \(condition)")
        return try Row.fetchOne(statement, arguments: arguments).map { try Account(row: $0) }
    }
}

extension Account: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "account \(id) \(name.debugDescription), \(role.rawValue)" }

    public var debugDescription: String { description }

    public var customMirror: Mirror { Mirror(self, children: ["id": id, "name": name, "role": role]) }
}
