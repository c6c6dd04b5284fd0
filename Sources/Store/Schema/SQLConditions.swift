import GRDB
import Packets

/// What rows must satisfy, all of it at once, and the values for it.
struct SQLConditions {
    private var texts: [String] = []
    private(set) var arguments = StatementArguments()

    /// Adds a condition, which stands in parentheses, and its values.
    mutating func require(_ text: String, _ values: StatementArguments = []) {
        texts.append("(" + text + ")")
        arguments += values
    }

    /// Adds that the column holds the value, where there is one.
    mutating func require(_ column: String, is value: (any DatabaseValueConvertible)?) {
        if let value { require("\(column) = ?", [value]) }
    }

    /// Adds that `expires_at` is not over.
    mutating func require(activeAt time: Timestamp?) {
        if let time { require("expires_at IS NULL OR expires_at > ?", [time.nanoseconds]) }
    }

    /// With its keyword; empty where nothing is required.
    var clause: String { texts.isEmpty ? "" : " WHERE " + texts.joined(separator: " AND ") }

    /// Fetches the page of what satisfies the conditions, in the page's order.
    func page<Value>(_ page: IDPage, of select: String, _ db: Database, _ value: (Row) throws -> Value) throws
        -> [Value]
    {
        var all = self
        if let id = page.afterID { all.require("id > ?", [id]) }
        if let id = page.beforeID { all.require("id < ?", [id]) }
        let way = page.order == .ascending ? "ASC" : "DESC"
        let statement = try db.cachedStatement(sql: select + all.clause + " ORDER BY id \(way) LIMIT ?")
        let rows = try Row.fetchCursor(statement, arguments: all.arguments + [max(0, page.limit)])
        return try rows.values(value)
    }

    /// How many rows of the table satisfy the conditions.
    func count(_ table: String, _ db: Database) throws -> Int {
        try Int.fetchOne(
            try db.cachedStatement(sql: "SELECT count(*) FROM \(table)" + clause), arguments: arguments) ?? 0
    }
}

extension RowCursor {
    /// What `value` makes of each row, each of which is gone when the next is read.
    func values<Value>(_ value: (Row) throws -> Value) throws -> [Value] {
        var values: [Value] = []
        while let row = try next() { values.append(try value(row)) }
        return values
    }
}
