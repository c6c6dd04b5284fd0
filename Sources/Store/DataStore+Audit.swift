import GRDB
import Packets

extension DataStore {
    /// The lines of the audit trail that match, at most `query.limit`. The trail is kept for good.
    public func audit(_ query: AuditQuery = AuditQuery()) throws -> [AuditRecord] {
        var conditions = ["1"]
        var arguments = StatementArguments()
        let require = { (condition: String, values: StatementArguments) in
            conditions.append(condition)
            arguments += values
        }
        if let prefix = query.prefix {
            require("prefix = ? AND length = ?", [prefix.address.octets, prefix.mappedLength])
        }
        if let start = query.start { require("time >= ?", [start.nanoseconds]) }
        if let end = query.end { require("time < ?", [end.nanoseconds]) }
        if let id = query.afterID { require("id > ?", [id]) }
        if let id = query.beforeID { require("id < ?", [id]) }
        let sql = """
            SELECT \(AuditRecord.columns) FROM audit
            WHERE \(conditions.joined(separator: " AND "))
            ORDER BY id \(query.order == .ascending ? "ASC" : "DESC") LIMIT ?
            """
        return try read { db in
            let rows = try Row.fetchCursor(db, sql: sql, arguments: arguments + [max(0, query.limit)])
            return try Array(rows.map { try AuditRecord(row: $0) })
        }
    }

    /// Writes a line of the audit trail in the transaction of the change that it tells of.
    func note(
        _ change: AuditChange, _ prefix: IPPrefix, _ who: String, _ why: String, before: AuditedEntry?,
        after: AuditedEntry?, _ db: Database
    ) throws {
        try db.run(
            """
            INSERT INTO audit (time, who, why, change, prefix, length, before, after) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                configuration.clock().nanoseconds, who, why, change.rawValue, prefix.address.octets,
                prefix.mappedLength, before?.json, after?.json,
            ])
    }
}

extension AuditRecord {
    /// All columns, in the order in which they are read.
    static let columns = "id, time, who, why, change, prefix, length, before, after"

    /// Reads `columns`.
    init(row: Row) throws {
        id = row[0]
        time = Timestamp(nanoseconds: row[1])
        who = row[2]
        why = row[3]
        change = try row.required(4, "change") { AuditChange(rawValue: $0) }
        prefix = try row.prefix(5, 6)
        before = row[7]
        after = row[8]
    }
}
