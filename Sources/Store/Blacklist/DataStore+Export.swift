import Detection
import GRDB
import Packets

extension DataStore {
    /// Entries that `forEachListed` reads at a time.
    private static let pageRows = 1_000

    /// Hands every entry of the selection to `body`, in the order of prefix and length, in memory for 1,000 of them.
    ///
    /// Reads page by page without holding a snapshot, since a slow reader's snapshot would let the log grow: what is
    /// listed meanwhile behind the place reached is seen. Goes on behind `after`. An error of `body` ends it.
    public func forEachListed(
        _ selection: ListedSelection, after: IPPrefix? = nil, _ body: (ListedRow) throws -> Void
    ) throws {
        var last = after
        while true {
            let page = try listedPage(selection, after: last, limit: Self.pageRows)
            for row in page { try body(row) }
            guard page.count == Self.pageRows, let next = page.last?.prefix else { return }
            last = next
        }
    }

    /// One page of the selection, in the order of prefix and length; the next is behind the `prefix` of its last.
    ///
    /// Read from an index alone.
    public func listedPage(_ selection: ListedSelection, after: IPPrefix? = nil, limit: Int) throws -> [ListedRow] {
        try page("prefix, length, action, expires_at", selection, after, limit) { row in
            let expires: Int64? = row[3]
            return ListedRow(
                prefix: try row.prefix(0, 1),
                action: try row.required(2, "action") { BlacklistEntry.Action(rawValue: $0) },
                expiresAt: expires.map { Timestamp(nanoseconds: $0) })
        }
    }

    /// As `listedPage`, with all that is known of the entries; the next page is behind the `entry.prefix` of its last.
    ///
    /// Each is looked up by itself: where the order is all one, `listedEntries(_:afterID:limit:)` takes half the time.
    public func listedEntries(
        _ selection: ListedSelection, after: IPPrefix? = nil, limit: Int
    ) throws -> [ListedEntry] {
        try page(ListedEntry.columns, selection, after, limit) { try ListedEntry(row: $0) }
    }

    /// As `listedPage`, with all that is known of the entries, in the order of their numbers; the next page is behind
    /// the `id` of its last.
    public func listedEntries(_ selection: ListedSelection, afterID: Int64?, limit: Int) throws -> [ListedEntry] {
        try read { db in
            let page = IDPage(afterID: afterID, limit: limit)
            return try selection.conditions.page(page, of: "SELECT \(ListedEntry.columns) FROM blacklist", db) {
                try ListedEntry(row: $0)
            }
        }
    }

    private func page<Value>(
        _ columns: String, _ selection: ListedSelection, _ after: IPPrefix?, _ limit: Int,
        _ value: (Row) throws -> Value
    ) throws -> [Value] {
        var conditions = selection.conditions
        if let after {
            conditions.require("(prefix, length) > (?, ?)", [after.address.octets, after.mappedLength])
        }
        let sql =
            "SELECT \(columns) FROM blacklist INDEXED BY blacklist_in_order" + conditions.clause
            + " ORDER BY prefix, length LIMIT ?"
        return try read { db in
            let rows = try Row.fetchCursor(
                try db.cachedStatement(sql: sql), arguments: conditions.arguments + [max(0, limit)])
            return try rows.values(value)
        }
    }
}

extension ListedSelection {
    fileprivate var conditions: SQLConditions {
        var conditions = SQLConditions()
        let chosen = BlacklistEntry.Action.allCases.filter { actions.contains($0) }
        if chosen.count < BlacklistEntry.Action.allCases.count {
            conditions.require("action IN (\(chosen.map { "'\($0.rawValue)'" }.joined(separator: ", ")))")
        }
        if !includesSimulated { conditions.require("simulated = 0") }
        conditions.require(activeAt: activeAt)
        return conditions
    }
}
