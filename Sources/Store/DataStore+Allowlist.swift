import GRDB
import Packets

extension DataStore {
    /// Puts the block of addresses on the allowlist and takes off the blacklist what it covers, all of it audited, in
    /// one durable transaction. Answers what was taken off.
    ///
    /// A listed block that is larger stays; who enforces it must leave out what is allowed. Without `expiresAt` the
    /// entry is for good.
    @discardableResult
    public func allow(
        _ prefix: IPPrefix, reason: String, expiresAt: Timestamp? = nil, by who: String
    ) throws -> [ListedEntry] {
        try addToAllowlist(prefix, reason: reason, expiresAt: expiresAt, by: who).removed
    }

    /// Does what `allow` does and answers all that became of it.
    public func addToAllowlist(
        _ prefix: IPPrefix, reason: String, expiresAt: Timestamp? = nil, by who: String
    ) throws -> AllowlistAddition {
        try writeDurably { db in
            let now = self.configuration.clock()
            var before = try AllowlistEntry.of(prefix, db)
            if let over = before, !over.isActive(at: now) {
                try self.delete(over, .allowlistExpire, "weir", "expired", db)
                before = nil
            }
            try db.execute(
                sql: """
                    INSERT INTO allowlist (prefix, length, reason, who, created_at, expires_at)
                    VALUES (?, ?, ?, ?, ?, ?)
                    ON CONFLICT (prefix, length) DO UPDATE SET reason = excluded.reason, who = excluded.who,
                        expires_at = excluded.expires_at
                    """,
                arguments: [
                    prefix.address.octets, prefix.mappedLength, reason, who, now.nanoseconds, expiresAt?.nanoseconds,
                ])
            let after = try self.present(try AllowlistEntry.of(prefix, db), "entry")
            try self.note(
                .allowlistAdd, prefix, who, reason, before: before.map { AuditedEntry($0) }, after: AuditedEntry(after),
                db)
            let (covered, arguments) = SQLConditions.within(prefix)
            let removed = try ListedEntry.all(db, where: covered, arguments)
            for entry in removed {
                try self.delete(entry, .blacklistRemove, who, "allowlist \(prefix): \(reason)", db)
            }
            return AllowlistAddition(entry: after, replaced: before, removed: removed)
        }
    }

    /// Takes just this block off the allowlist; answers it, or nil where it is not there.
    @discardableResult
    public func disallow(_ prefix: IPPrefix, by who: String, why: String) throws -> AllowlistEntry? {
        try writeDurably { db in
            guard let entry = try AllowlistEntry.of(prefix, db) else { return nil }
            try self.delete(entry, .allowlistRemove, who, why, db)
            return entry
        }
    }

    /// The whole allowlist, oldest number first; what is over too, until `expire` takes it off.
    public func allowlist() throws -> [AllowlistEntry] {
        try read { try AllowlistEntry.all($0) }
    }

    /// Takes an entry off the allowlist and says so in the audit trail.
    func delete(_ entry: AllowlistEntry, _ change: AuditChange, _ who: String, _ why: String, _ db: Database) throws {
        try db.execute(sql: "DELETE FROM allowlist WHERE id = ?", arguments: [entry.id])
        try note(change, entry.prefix, who, why, before: AuditedEntry(entry), after: nil, db)
    }
}
