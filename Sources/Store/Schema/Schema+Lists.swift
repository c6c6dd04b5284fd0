extension Schema {
    /// One entry a prefix; `length` counts in the mapped form, 0…128. `offence` outlives the entries that it counts.
    static let blacklist = """
        CREATE TABLE blacklist (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            prefix BLOB NOT NULL CHECK (length(prefix) = 16),
            length INTEGER NOT NULL CHECK (length BETWEEN 0 AND 128),
            action TEXT NOT NULL,
            reason TEXT NOT NULL,
            origin TEXT NOT NULL,
            score REAL,
            sensor TEXT,
            created_at INTEGER NOT NULL,
            expires_at INTEGER,
            simulated INTEGER NOT NULL,
            blocks INTEGER NOT NULL,
            UNIQUE (prefix, length)
        ) STRICT;
        CREATE INDEX blacklist_by_expiry ON blacklist (expires_at) WHERE expires_at IS NOT NULL;
        CREATE TABLE offence (
            address BLOB NOT NULL CHECK (length(address) = 16),
            simulated INTEGER NOT NULL,
            blocks INTEGER NOT NULL,
            expires_at INTEGER NOT NULL,
            PRIMARY KEY (address, simulated)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX offence_by_expiry ON offence (expires_at);
        """

    /// One entry a prefix, as in the blacklist.
    static let allowlist = """
        CREATE TABLE allowlist (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            prefix BLOB NOT NULL CHECK (length(prefix) = 16),
            length INTEGER NOT NULL CHECK (length BETWEEN 0 AND 128),
            reason TEXT NOT NULL,
            who TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            UNIQUE (prefix, length)
        ) STRICT;
        """

    /// The triggers keep it append-only against every statement, `REPLACE` included, which deletes without a trigger.
    static let audit = """
        CREATE TABLE audit (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            time INTEGER NOT NULL,
            who TEXT NOT NULL,
            why TEXT NOT NULL,
            change TEXT NOT NULL,
            prefix BLOB NOT NULL CHECK (length(prefix) = 16),
            length INTEGER NOT NULL CHECK (length BETWEEN 0 AND 128),
            before TEXT,
            after TEXT
        ) STRICT;
        CREATE INDEX audit_by_prefix ON audit (prefix, length);
        CREATE INDEX audit_by_time ON audit (time);
        CREATE TRIGGER audit_keeps_rows BEFORE DELETE ON audit
            BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
        CREATE TRIGGER audit_keeps_contents BEFORE UPDATE ON audit
            BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
        CREATE TRIGGER audit_keeps_ids BEFORE INSERT ON audit
            WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id)
            BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
        """

    /// Without an end an entry is for good.
    static let allowlistExpiry = """
        ALTER TABLE allowlist ADD COLUMN expires_at INTEGER;
        CREATE INDEX allowlist_by_expiry ON allowlist (expires_at) WHERE expires_at IS NOT NULL;
        """

    /// All that the short forms of the list show, in the order in which they show it: read without the table.
    static let blacklistOrder = """
        CREATE INDEX blacklist_in_order ON blacklist (prefix, length, action, simulated, expires_at);
        """
}
