import GRDB
import Packets

extension DataStore {
    /// The allowlist as it is in force at `time`, oldest number first.
    public func allowlist(activeAt time: Timestamp) throws -> [AllowlistEntry] {
        try read { try AllowlistEntry.all($0, activeAt: time) }
    }

    /// The entry of this number, in force or not yet taken off.
    public func allowlistEntry(id: Int64) throws -> AllowlistEntry? {
        try read { try AllowlistEntry.first($0, where: "id = ?", [id]) }
    }

    /// The entries of one page.
    public func allowlist(matching query: AllowlistQuery) throws -> [AllowlistEntry] {
        try read { db in
            let select = "SELECT \(AllowlistEntry.columns) FROM allowlist"
            return try query.conditions(db).page(query.page, of: select, db) { try AllowlistEntry(row: $0) }
        }
    }

    /// How many entries match, whatever the page.
    public func allowlistCount(matching query: AllowlistQuery) throws -> Int {
        try read { try query.conditions($0).count("allowlist", $0) }
    }

    /// Changes an entry that is in force, durably and audited; nil keeps what was. Answers the new entry, or nil where
    /// there is none.
    public func changeAllowlist(
        id: Int64, reason: String? = nil, expiresAt: ExpiryChange = .keep, by who: String
    ) throws -> AllowlistEntry? {
        try writeDurably { db in
            guard let before = try AllowlistEntry.first(db, where: "id = ?", [id]),
                before.isActive(at: self.configuration.clock())
            else { return nil }
            try db.execute(
                sql: "UPDATE allowlist SET reason = ?, expires_at = ?, who = ? WHERE id = ?",
                arguments: [
                    reason ?? before.reason, expiresAt.applied(to: before.expiresAt)?.nanoseconds, who, id,
                ])
            let after = try self.present(try AllowlistEntry.first(db, where: "id = ?", [id]), "entry")
            try self.note(
                .allowlistAdd, after.prefix, who, after.reason, before: AuditedEntry(before),
                after: AuditedEntry(after), db)
            return after
        }
    }

    /// Takes the entry of this number off the allowlist, durably and audited; answers it, or nil where there is none.
    @discardableResult
    public func disallow(id: Int64, by who: String, why: String) throws -> AllowlistEntry? {
        try writeDurably { db in
            guard let entry = try AllowlistEntry.first(db, where: "id = ?", [id]) else { return nil }
            try self.delete(entry, .allowlistRemove, who, why, db)
            return entry
        }
    }

    /// Takes off the allowlist what is over at `time`.
    func expireAllowlist(at time: Timestamp, _ db: Database) throws {
        var conditions = SQLConditions()
        conditions.require("expires_at <= ?", [time.nanoseconds])
        let select = "SELECT \(AllowlistEntry.columns) FROM allowlist"
        for entry in try conditions.page(IDPage(limit: .max), of: select, db, { try AllowlistEntry(row: $0) }) {
            try delete(entry, .allowlistExpire, "weir", "expired", db)
        }
    }
}

extension AllowlistQuery {
    fileprivate func conditions(_ db: Database) throws -> SQLConditions {
        var conditions = SQLConditions()
        conditions.require(covering: covering, in: "allowlist")
        try conditions.require(within: within, in: "allowlist", db)
        conditions.require(activeAt: activeAt)
        return conditions
    }
}
