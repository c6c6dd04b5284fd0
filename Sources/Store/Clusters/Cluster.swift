import GRDB
import Packets

/// A Kubernetes cluster that is known by name.
public struct Cluster: Sendable, Equatable {
    /// The store's number for it, never used again.
    public let id: Int64
    /// No two clusters have the same.
    public let name: String
    /// Host name or address of the API server.
    public let apiServer: String
    /// 1…65,535.
    public let port: Int
    public let description: String
    /// PEM; nil: the system's roots.
    public let caCertificate: String?
    public let insecureSkipTLSVerify: Bool
    /// The name of who registered it.
    public let createdBy: String
    /// By the wall clock.
    public let createdAt: Timestamp

    /// All columns, in the order in which they are read.
    static let columns = """
        id, name, api_server, port, description, ca_certificate, insecure_skip_tls_verify, created_by, created_at
        """

    /// Reads `columns`.
    init(row: Row) {
        id = row[0]
        name = row[1]
        apiServer = row[2]
        port = row[3]
        description = row[4]
        caCertificate = row[5]
        insecureSkipTLSVerify = row[6]
        createdBy = row[7]
        createdAt = Timestamp(nanoseconds: row[8])
    }

    /// The cluster for which `condition` holds.
    static func first(_ db: Database, where condition: String, _ arguments: StatementArguments) throws -> Cluster? {
        let statement = try db.cachedStatement(sql: "SELECT \(columns) FROM cluster WHERE \(condition)")
        return try Row.fetchOne(statement, arguments: arguments).map { Cluster(row: $0) }
    }
}
