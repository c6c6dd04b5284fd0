import Detection
import Foundation
import GRDB
import Packets

extension ListedEntry {
    /// All columns, in the order in which they are read.
    static let columns =
        "id, prefix, length, action, reason, origin, score, sensor, created_at, expires_at, simulated, blocks"

    /// Reads `columns`.
    init(row: Row) throws {
        let expires: Int64? = row[9]
        id = row[0]
        entry = BlacklistEntry(
            prefix: try row.prefix(1, 2),
            action: try row.required(3, "action") { BlacklistEntry.Action(rawValue: $0) },
            reason: row[4],
            origin: try row.required(5, "origin") { BlacklistEntry.Origin(rawValue: $0) },
            score: row[6],
            createdAt: Timestamp(nanoseconds: row[8]),
            expiresAt: expires.map { Timestamp(nanoseconds: $0) },
            simulated: row[10])
        sensor = row[7]
        blocks = row[11]
    }

    /// The entries for which `condition` holds, oldest number first.
    static func all(_ db: Database, where condition: String, _ arguments: StatementArguments) throws -> [ListedEntry] {
        let sql = "SELECT \(columns) FROM blacklist WHERE \(condition) ORDER BY id"
        let rows = try Row.fetchCursor(try db.cachedStatement(sql: sql), arguments: arguments)
        return try Array(rows.map { try ListedEntry(row: $0) })
    }

    /// The entry of just this prefix.
    static func of(_ prefix: IPPrefix, _ db: Database) throws -> ListedEntry? {
        try all(db, where: "prefix = ? AND length = ?", [prefix.address.octets, prefix.mappedLength]).first
    }
}

extension Row {
    /// The prefix kept in two columns.
    func prefix(_ octets: Int, _ length: Int) throws -> IPPrefix {
        let bits: Int = self[length]
        return try required(octets, "prefix") { IPPrefix(octets: $0, mappedLength: bits) }
    }
}
