import Foundation
import GRDB
import Packets
import Store

/// A database as the first Weir with a store made it: migrations 1 to 4, word for word.
enum OldDatabase {
    /// Makes it in the folder, with an entry in each list and their lines in the trail.
    static func make(in folder: TemporaryFolder) throws {
        try FileManager.default.createDirectory(atPath: folder.data, withIntermediateDirectories: true)
        let queue = try DatabaseQueue(path: folder.database)
        try queue.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA auto_vacuum = INCREMENTAL; PRAGMA application_id = 1466263922")
            try db.execute(sql: "PRAGMA journal_mode = WAL")
            try db.execute(sql: schema)
            try db.execute(sql: contents)
        }
        try queue.close()
    }

    private static let contents = """
        INSERT INTO grdb_migrations VALUES ('1 traffic samples'), ('2 blacklist'), ('3 allowlist'), ('4 audit');
        INSERT INTO allowlist (prefix, length, reason, who, created_at)
            VALUES (x'00000000000000000000FFFF0A000000', 104, 'pods', 'alice', 5);
        INSERT INTO blacklist (prefix, length, action, reason, origin, score, sensor, created_at, expires_at, simulated,
            blocks)
            VALUES (x'00000000000000000000FFFFC6336409', 128, 'block', 'port-scan', 'auto', 0.99, 'node-1', 7, NULL, 0, 1);
        INSERT INTO audit (time, who, why, change, prefix, length, before, after)
            VALUES (5, 'alice', 'pods', 'allowlist.add', x'00000000000000000000FFFF0A000000', 104, NULL,
                '{"ip":"10.0.0.0/8","reason":"pods"}'),
            (7, 'policy', 'port-scan', 'blacklist.apply', x'00000000000000000000FFFFC6336409', 128, NULL,
                '{"ip":"198.51.100.9","reason":"port-scan"}');
        """

    private static let schema = """
        CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
        CREATE TABLE traffic_sample (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            sample TEXT NOT NULL CHECK (sample IN ('verdict', 'summary')),
            sensor TEXT NOT NULL,
            time INTEGER NOT NULL,
            window_seconds INTEGER NOT NULL,
            entity BLOB CHECK (length(entity) = 16),
            role TEXT,
            peer BLOB CHECK (length(peer) = 16),
            kind TEXT,
            score REAL,
            severity TEXT,
            rule TEXT,
            attack TEXT,
            proof_of_path INTEGER,
            reasons TEXT,
            packets INTEGER,
            octets INTEGER,
            new_flows INTEGER,
            tcp_packets INTEGER,
            udp_packets INTEGER,
            icmp_packets INTEGER,
            CHECK (sample <> 'verdict' OR (entity IS NOT NULL AND role IS NOT NULL AND kind IS NOT NULL
                AND score IS NOT NULL AND severity IS NOT NULL AND attack IS NOT NULL
                AND proof_of_path IS NOT NULL AND reasons IS NOT NULL)),
            CHECK (sample <> 'summary' OR (packets IS NOT NULL AND octets IS NOT NULL AND new_flows IS NOT NULL
                AND tcp_packets IS NOT NULL AND udp_packets IS NOT NULL AND icmp_packets IS NOT NULL))
        ) STRICT;
        CREATE INDEX traffic_sample_by_time ON traffic_sample (sample, time);
        CREATE INDEX traffic_sample_by_entity ON traffic_sample (entity, time) WHERE entity IS NOT NULL;
        CREATE INDEX traffic_sample_by_peer ON traffic_sample (peer, time) WHERE peer IS NOT NULL;
        CREATE INDEX traffic_sample_by_kind ON traffic_sample (kind, time) WHERE kind IS NOT NULL;
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
        CREATE TABLE allowlist (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            prefix BLOB NOT NULL CHECK (length(prefix) = 16),
            length INTEGER NOT NULL CHECK (length BETWEEN 0 AND 128),
            reason TEXT NOT NULL,
            who TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            UNIQUE (prefix, length)
        ) STRICT;
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
}
