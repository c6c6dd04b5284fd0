import Detection
import GRDB
import Packets

extension DataStore {
    /// Lists the entry in place of that of the same prefix, and says so in the audit trail, in one durable transaction.
    ///
    /// The allowlist wins over it, and an entry that stands above it is kept: then nothing changes.
    @discardableResult
    public func apply(_ entry: BlacklistEntry, sensor: String? = nil, by who: String) throws -> BlacklistOutcome {
        try writeDurably { try self.apply(entry, sensor, who, try self.protecting($0), $0) }
    }

    /// Lists all entries or, where one is refused, none; their outcomes are in the same order.
    @discardableResult
    public func apply(_ entries: [BlacklistEntry], sensor: String? = nil, by who: String) throws -> [BlacklistOutcome] {
        try writeDurably { db in
            let allowlist = try self.protecting(db)
            return try entries.map { try self.apply($0, sensor, who, allowlist, db) }
        }
    }

    /// Takes the entry of just this prefix off the list; answers it, or nil where there is none.
    @discardableResult
    public func remove(_ prefix: IPPrefix, by who: String, why: String) throws -> ListedEntry? {
        try writeDurably { db in
            guard let entry = try ListedEntry.of(prefix, db) else { return nil }
            try self.delete(entry, .blacklistRemove, who, why, db)
            return entry
        }
    }

    /// Takes off both lists what is over at `time`; answers what was on the blacklist.
    @discardableResult
    public func expire(at time: Timestamp) throws -> [ListedEntry] {
        try writeDurably { db in
            try self.expireAllowlist(at: time, db)
            let over = try ListedEntry.all(
                db, where: "id IN (SELECT id FROM blacklist INDEXED BY blacklist_by_expiry WHERE expires_at <= ?)",
                [time.nanoseconds])
            for entry in over { try self.delete(entry, .blacklistExpire, "weir", "expired", db) }
            return over
        }
    }

    /// The entries in force at `time`, oldest number first.
    public func entries(activeAt time: Timestamp) throws -> [ListedEntry] {
        try read { try ListedEntry.all($0, where: "expires_at IS NULL OR expires_at > ?", [time.nanoseconds]) }
    }

    /// The entry of this number, in force or not yet taken off.
    public func entry(id: Int64) throws -> ListedEntry? {
        try read { try ListedEntry.all($0, where: "id = ?", [id]).first }
    }

    /// The entry of just this prefix, in force or not yet taken off.
    public func entry(of prefix: IPPrefix) throws -> ListedEntry? {
        try read { try ListedEntry.of(prefix, $0) }
    }

    /// The allowlist as it protects now.
    func protecting(_ db: Database) throws -> [AllowlistEntry] {
        try AllowlistEntry.all(db, activeAt: configuration.clock())
    }

    func apply(
        _ entry: BlacklistEntry, _ sensor: String?, _ who: String, _ allowlist: [AllowlistEntry], _ db: Database
    ) throws -> BlacklistOutcome {
        if let allowed = allowlist.first(where: { $0.prefix.contains(entry.prefix) }) { return .allowed(allowed) }
        let before = try ListedEntry.of(entry.prefix, db)
        if let before, !entry.replaces(before, sensor: sensor) { return .kept(before) }
        let blocks = try Offence.note(entry, db)
        try db.run(
            """
            INSERT INTO blacklist (prefix, length, action, reason, origin, score, sensor, created_at, expires_at,
                simulated, blocks) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (prefix, length) DO UPDATE SET action = excluded.action, reason = excluded.reason,
                origin = excluded.origin, score = excluded.score, sensor = excluded.sensor,
                created_at = excluded.created_at, expires_at = excluded.expires_at,
                simulated = excluded.simulated, blocks = excluded.blocks
            """,
            [
                entry.prefix.address.octets, entry.prefix.mappedLength, entry.action.rawValue, entry.reason,
                entry.origin.rawValue, entry.score, sensor, entry.createdAt.nanoseconds, entry.expiresAt?.nanoseconds,
                entry.simulated, blocks,
            ])
        guard let after = try ListedEntry.of(entry.prefix, db) else {
            throw StoreError.failed(path: path, reason: "an entry just listed is not there")
        }
        try note(
            .blacklistApply, entry.prefix, who, entry.reason, before: before.map(AuditedEntry.init),
            after: AuditedEntry(after), db)
        return .listed(after)
    }

    /// Takes an entry off the list and says so in the audit trail.
    func delete(_ entry: ListedEntry, _ change: AuditChange, _ who: String, _ why: String, _ db: Database) throws {
        try db.run("DELETE FROM blacklist WHERE id = ?", [entry.id])
        try note(change, entry.entry.prefix, who, why, before: AuditedEntry(entry), after: nil, db)
    }
}
