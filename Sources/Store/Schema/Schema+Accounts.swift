extension Schema {
    /// `name_key` is the name as it is compared; `digest` is all that is kept of a token.
    static let accounts = """
        CREATE TABLE account (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            uuid TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL,
            name_key TEXT NOT NULL UNIQUE,
            role TEXT NOT NULL,
            password_hash TEXT NOT NULL,
            generation INTEGER NOT NULL,
            created_at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX account_by_role ON account (role);
        CREATE TABLE service_token (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL UNIQUE,
            role TEXT NOT NULL,
            digest BLOB NOT NULL UNIQUE CHECK (length(digest) >= 16),
            created_by TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            expires_at INTEGER,
            last_used_at INTEGER
        ) STRICT;
        """

    /// A binding goes with its account and with its cluster.
    static let clusters = """
        CREATE TABLE cluster (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL UNIQUE,
            api_server TEXT NOT NULL,
            port INTEGER NOT NULL CHECK (port BETWEEN 1 AND 65535),
            description TEXT NOT NULL,
            ca_certificate TEXT,
            insecure_skip_tls_verify INTEGER NOT NULL,
            created_by TEXT NOT NULL,
            created_at INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE cluster_binding (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
            cluster_id INTEGER NOT NULL REFERENCES cluster (id) ON DELETE CASCADE,
            namespace TEXT NOT NULL,
            account TEXT NOT NULL,
            list_nodes INTEGER NOT NULL,
            list_pods INTEGER NOT NULL,
            sealed_token BLOB NOT NULL,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            UNIQUE (account_id, cluster_id)
        ) STRICT;
        CREATE INDEX cluster_binding_by_cluster ON cluster_binding (cluster_id);
        """

    /// History outlives accounts and clusters: `cluster_id` refers to nothing, and its number is never used again.
    ///
    /// Outputs lie apart, so that the history is filtered without passing over them, and in two parts each, so that a
    /// list reads the first and leaves the pages of the rest alone. Blobs, since they may hold NUL.
    static let commands = """
        CREATE TABLE command (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            account_id INTEGER REFERENCES account (id) ON DELETE SET NULL,
            username TEXT NOT NULL,
            cluster_id INTEGER NOT NULL,
            command TEXT NOT NULL,
            status TEXT NOT NULL,
            returncode INTEGER,
            truncated INTEGER NOT NULL,
            started_at INTEGER NOT NULL,
            ended_at INTEGER,
            bytes INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX command_by_account ON command (account_id);
        CREATE INDEX command_by_cluster ON command (cluster_id);
        CREATE INDEX command_by_status ON command (status);
        CREATE TABLE command_output (
            command_id INTEGER PRIMARY KEY REFERENCES command (id) ON DELETE CASCADE,
            stdout_head BLOB NOT NULL,
            stderr_head BLOB NOT NULL,
            stdout_rest BLOB NOT NULL,
            stderr_rest BLOB NOT NULL
        ) STRICT;
        """
}
