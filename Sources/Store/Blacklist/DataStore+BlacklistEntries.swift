import Detection
import GRDB
import Packets

extension DataStore {
    /// Lists what a person says, durably and audited; the entry's origin is taken to be manual. Only the allowlist
    /// stands above it.
    public func addToBlacklist(_ entry: BlacklistEntry, by who: String) throws -> BlacklistAddition {
        var manual = entry
        manual.origin = .manual
        return try writeDurably { db in
            let old = try ListedEntry.of(manual.prefix, db)
            switch try self.apply(manual, nil, who, try self.protecting(db), db) {
            case .allowed(let allowed): return .allowed(allowed)
            case .listed(let listed), .kept(let listed):
                guard let old, old.entry.expiresAt.map({ $0 > manual.createdAt }) ?? true else {
                    return .created(listed)
                }
                return .replaced(listed, old: old)
            }
        }
    }

    /// The entries of one page.
    ///
    /// O(log n + page) without conditions or by `covering`; what else is chosen is looked for along the numbers.
    public func blacklist(matching query: BlacklistQuery) throws -> [ListedEntry] {
        try read { db in
            let select = "SELECT \(ListedEntry.columns) FROM blacklist"
            return try query.conditions(db).page(query.page, of: select, db) { try ListedEntry(row: $0) }
        }
    }

    /// How many entries match, whatever the page. O(list).
    public func blacklistCount(matching query: BlacklistQuery) throws -> Int {
        try read { db in
            if query.choosesByTimeOnly { return try Self.activeCount(query.activeAt, db) }
            return try query.conditions(db).count("blacklist", db)
        }
    }

    /// Changes an entry that is in force, durably and audited, and makes it a person's word; nil keeps what was.
    /// Answers the new entry, or nil where there is none.
    ///
    /// Its number, score, sensor and whether it is simulated stay.
    public func patch(
        id: Int64, action: BlacklistEntry.Action? = nil, reason: String? = nil, expiresAt: ExpiryChange = .keep,
        by who: String
    ) throws -> ListedEntry? {
        try writeDurably { db in
            guard let before = try ListedEntry.all(db, where: "id = ?", [id]).first,
                before.entry.expiresAt.map({ $0 > self.configuration.clock() }) ?? true
            else { return nil }
            let end = expiresAt.applied(to: before.entry.expiresAt)
            try db.execute(
                sql: "UPDATE blacklist SET action = ?, reason = ?, expires_at = ?, origin = ? WHERE id = ?",
                arguments: [
                    (action ?? before.entry.action).rawValue, reason ?? before.entry.reason, end?.nanoseconds,
                    BlacklistEntry.Origin.manual.rawValue, id,
                ])
            let after = try self.present(try ListedEntry.all(db, where: "id = ?", [id]).first, "entry")
            try self.note(
                .blacklistApply, after.entry.prefix, who, after.entry.reason, before: AuditedEntry(before),
                after: AuditedEntry(after), db)
            return after
        }
    }

    /// Takes the entry of this number off the list, durably and audited; answers it, or nil where there is none.
    @discardableResult
    public func remove(id: Int64, by who: String, why: String) throws -> ListedEntry? {
        try writeDurably { db in
            guard let entry = try ListedEntry.all(db, where: "id = ?", [id]).first else { return nil }
            try self.delete(entry, .blacklistRemove, who, why, db)
            return entry
        }
    }

    /// All less what is over, each counted in an index.
    private static func activeCount(_ time: Timestamp?, _ db: Database) throws -> Int {
        let all = try SQLConditions().count("blacklist", db)
        guard let time else { return all }
        var over = SQLConditions()
        over.require("expires_at <= ?", [time.nanoseconds])
        return all - (try over.count("blacklist", db))
    }
}

extension BlacklistQuery {
    fileprivate var choosesByTimeOnly: Bool {
        action == nil && origin == nil && covering == nil && within == nil && sensor == nil && simulated == nil
    }

    fileprivate func conditions(_ db: Database) throws -> SQLConditions {
        var conditions = SQLConditions()
        conditions.require(covering: covering, in: "blacklist")
        try conditions.require(within: within, in: "blacklist", db)
        conditions.require("action", is: action?.rawValue)
        conditions.require("origin", is: origin?.rawValue)
        conditions.require("sensor", is: sensor)
        conditions.require("simulated", is: simulated)
        conditions.require(activeAt: activeAt)
        return conditions
    }
}
