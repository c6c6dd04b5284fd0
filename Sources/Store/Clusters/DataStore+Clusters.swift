import GRDB
import Packets

extension DataStore {
    /// Registers a cluster, durably. A port beyond 1…65,535 is refused.
    public func createCluster(
        name: String, apiServer: String, port: Int, description: String = "", caCertificate: String? = nil,
        insecureSkipTLSVerify: Bool = false, by who: String
    ) throws -> ClusterOutcome {
        try writeDurably { db in
            if try Cluster.first(db, where: "name = ?", [name]) != nil { return .nameTaken }
            try db.execute(
                sql: """
                    INSERT INTO cluster (name, api_server, port, description, ca_certificate, insecure_skip_tls_verify,
                        created_by, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    name, apiServer, port, description, caCertificate, insecureSkipTLSVerify, who,
                    self.configuration.clock().nanoseconds,
                ])
            return .created(try self.present(try Cluster.first(db, where: "name = ?", [name]), "cluster"))
        }
    }

    public func cluster(id: Int64) throws -> Cluster? {
        try read { try Cluster.first($0, where: "id = ?", [id]) }
    }

    public func clusters(_ page: IDPage = IDPage()) throws -> [Cluster] {
        try read { db in
            try SQLConditions().page(page, of: "SELECT \(Cluster.columns) FROM cluster", db) { Cluster(row: $0) }
        }
    }

    public func clusterCount() throws -> Int {
        try read { try SQLConditions().count("cluster", $0) }
    }

    /// Removes the cluster and all that is bound to it, durably; answers it, or nil where there is none. What was
    /// commanded there stays in the history.
    @discardableResult
    public func deleteCluster(id: Int64) throws -> Cluster? {
        try writeDurably { db in
            guard let cluster = try Cluster.first(db, where: "id = ?", [id]) else { return nil }
            try db.execute(sql: "DELETE FROM cluster WHERE id = ?", arguments: [id])
            return cluster
        }
    }
}
