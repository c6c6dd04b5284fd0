import GRDB
import Packets

extension DataStore {
    /// Puts the block of addresses on the allowlist and takes off the blacklist what it covers, all of it audited, in
    /// one durable transaction. Answers what was taken off.
    ///
    /// A listed block that is larger stays; who enforces it must leave out what is allowed.
    @discardableResult
    public func allow(_ prefix: IPPrefix, reason: String, by who: String) throws -> [ListedEntry] {
        try writeDurably { db in
            let before = try AllowlistEntry.all(db).first { $0.prefix == prefix }
            try db.execute(
                sql: """
                    INSERT INTO allowlist (prefix, length, reason, who, created_at) VALUES (?, ?, ?, ?, ?)
                    ON CONFLICT (prefix, length) DO UPDATE SET reason = excluded.reason, who = excluded.who
                    """,
                arguments: [
                    prefix.address.octets, prefix.mappedLength, reason, who, self.configuration.clock().nanoseconds,
                ])
            let after = AuditedEntry(prefix, reason: reason)
            try self.note(
                .allowlistAdd, prefix, who, reason, before: before.map { AuditedEntry($0.prefix, reason: $0.reason) },
                after: after, db)
            let covered = try ListedEntry.all(
                db, where: "prefix >= ? AND prefix <= ? AND length >= ?",
                [prefix.address.octets, prefix.last.octets, prefix.mappedLength])
            for entry in covered {
                try self.delete(entry, .blacklistRemove, who, "allowlist \(prefix): \(reason)", db)
            }
            return covered
        }
    }

    /// Takes just this block off the allowlist; answers it, or nil where it is not there.
    @discardableResult
    public func disallow(_ prefix: IPPrefix, by who: String, why: String) throws -> AllowlistEntry? {
        try writeDurably { db in
            guard let entry = try AllowlistEntry.all(db).first(where: { $0.prefix == prefix }) else { return nil }
            try db.execute(sql: "DELETE FROM allowlist WHERE id = ?", arguments: [entry.id])
            try self.note(
                .allowlistRemove, prefix, who, why, before: AuditedEntry(prefix, reason: entry.reason), after: nil, db)
            return entry
        }
    }

    /// The whole allowlist, oldest number first.
    public func allowlist() throws -> [AllowlistEntry] {
        try read { try AllowlistEntry.all($0) }
    }
}
