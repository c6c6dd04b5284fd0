import Foundation
import GRDB
import Packets

/// An account's own credentials in a cluster. What describes it leaves the token out, sealed as it is.
public struct ClusterBinding: Sendable, Equatable {
    /// The store's number for it, kept when it is replaced; never used again.
    public let id: Int64
    /// Whose it is: `Account.id`.
    public let accountID: Int64
    public let clusterID: Int64
    /// Where its commands go that name no other.
    public let namespace: String
    /// What Kubernetes calls the account.
    public let account: String
    /// Whether the cluster lets it list nodes.
    public let listNodes: Bool
    /// Whether the cluster lets it list pods in the namespace.
    public let listPods: Bool
    /// Encrypted; the store has no key.
    public let sealedToken: Data
    /// By the wall clock.
    public let createdAt: Timestamp
    /// When it was last replaced, by the wall clock.
    public let updatedAt: Timestamp

    /// All columns, in the order in which they are read.
    static let columns = """
        id, account_id, cluster_id, namespace, account, list_nodes, list_pods, sealed_token, created_at, updated_at
        """

    /// Reads `columns`.
    init(row: Row) {
        id = row[0]
        accountID = row[1]
        clusterID = row[2]
        namespace = row[3]
        account = row[4]
        listNodes = row[5]
        listPods = row[6]
        sealedToken = row[7]
        createdAt = Timestamp(nanoseconds: row[8])
        updatedAt = Timestamp(nanoseconds: row[9])
    }

    /// The account's binding to the cluster.
    static func of(_ accountID: Int64, _ clusterID: Int64, _ db: Database) throws -> ClusterBinding? {
        let statement = try db.cachedStatement(
            sql: "SELECT \(columns) FROM cluster_binding WHERE account_id = ? AND cluster_id = ?")
        return try Row.fetchOne(statement, arguments: [accountID, clusterID]).map { ClusterBinding(row: $0) }
    }
}

extension ClusterBinding: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "binding \(id) of account \(accountID) to cluster \(clusterID)" }

    public var debugDescription: String { description }

    public var customMirror: Mirror {
        Mirror(self, children: ["id": id, "accountID": accountID, "clusterID": clusterID])
    }
}
