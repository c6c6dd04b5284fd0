extension Schema {
    /// The packets of a verdict as one pcapng, which goes with its sample. Its size stands by itself, so that adding up
    /// reads no packets.
    static let evidence = """
        CREATE TABLE evidence (
            sample_id INTEGER PRIMARY KEY REFERENCES traffic_sample (id) ON DELETE CASCADE,
            bytes INTEGER NOT NULL,
            pcapng BLOB NOT NULL
        ) STRICT;
        """
}
