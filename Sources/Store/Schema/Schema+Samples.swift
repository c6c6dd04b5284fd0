extension Schema {
    /// Addresses are sixteen octets, IPv4 in its mapped form; times are nanoseconds since 1970.
    ///
    /// A row lies in one index by time, that of its sort, so that the many summaries never stand between two verdicts;
    /// a verdict also by entity, by peer and by kind. Each index ends in time, and in the id that every index carries:
    /// the order in which pages are read, without sorting.
    static let trafficSamples = """
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
        """

    /// The attack that a verdict is of: its sample is brought up to date while the attack goes on. Null in the samples of
    /// versions that said it anew.
    static let incidents = """
        ALTER TABLE traffic_sample ADD COLUMN incident INTEGER;
        ALTER TABLE traffic_sample ADD COLUMN state TEXT;
        ALTER TABLE traffic_sample ADD COLUMN opened INTEGER;
        ALTER TABLE traffic_sample ADD COLUMN last INTEGER;
        ALTER TABLE traffic_sample ADD COLUMN seconds INTEGER;
        ALTER TABLE traffic_sample ADD COLUMN peers INTEGER;
        ALTER TABLE traffic_sample ADD COLUMN peak_feature TEXT;
        ALTER TABLE traffic_sample ADD COLUMN peak_observed REAL;
        ALTER TABLE traffic_sample ADD COLUMN peak_time INTEGER;
        ALTER TABLE traffic_sample ADD COLUMN total REAL;
        CREATE INDEX traffic_sample_by_incident ON traffic_sample (incident) WHERE incident IS NOT NULL;
        """
}
