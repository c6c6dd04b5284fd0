import Foundation
import GRDB
import Packets

extension DataStore {
    /// Binds the account to the cluster, durably, in place of what bound it before. `account` is Kubernetes' name of it.
    public func bind(
        accountID: Int64, clusterID: Int64, namespace: String, account: String, listNodes: Bool, listPods: Bool,
        sealedToken: Data
    ) throws -> BindingOutcome {
        try writeDurably { db in
            if try Cluster.first(db, where: "id = ?", [clusterID]) == nil { return .clusterNotFound }
            if try Account.first(db, where: "id = ?", [accountID]) == nil { return .accountNotFound }
            let isNew = try ClusterBinding.of(accountID, clusterID, db) == nil
            let now = self.configuration.clock().nanoseconds
            try db.execute(
                sql: """
                    INSERT INTO cluster_binding (account_id, cluster_id, namespace, account, list_nodes, list_pods,
                        sealed_token, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                    ON CONFLICT (account_id, cluster_id) DO UPDATE SET namespace = excluded.namespace,
                        account = excluded.account, list_nodes = excluded.list_nodes, list_pods = excluded.list_pods,
                        sealed_token = excluded.sealed_token, updated_at = excluded.updated_at
                    """,
                arguments: [
                    accountID, clusterID, namespace, account, listNodes, listPods, sealedToken, now, now,
                ])
            let binding = try self.present(try ClusterBinding.of(accountID, clusterID, db), "binding")
            return isNew ? .bound(binding) : .replaced(binding)
        }
    }

    public func binding(accountID: Int64, clusterID: Int64) throws -> ClusterBinding? {
        try read { try ClusterBinding.of(accountID, clusterID, $0) }
    }

    /// The account's own bindings.
    public func bindings(accountID: Int64, _ page: IDPage = IDPage()) throws -> [ClusterBinding] {
        try read { db in
            try Self.own(accountID).page(page, of: "SELECT \(ClusterBinding.columns) FROM cluster_binding", db) {
                ClusterBinding(row: $0)
            }
        }
    }

    public func bindingCount(accountID: Int64) throws -> Int {
        try read { try Self.own(accountID).count("cluster_binding", $0) }
    }

    /// Removes the binding where it is the account's own, durably; answers whether it was.
    @discardableResult
    public func unbind(id: Int64, accountID: Int64) throws -> Bool {
        try writeDurably { db in
            try db.execute(
                sql: "DELETE FROM cluster_binding WHERE id = ? AND account_id = ?", arguments: [id, accountID])
            return db.changesCount > 0
        }
    }

    private static func own(_ accountID: Int64) -> SQLConditions {
        var conditions = SQLConditions()
        conditions.require("account_id", is: accountID)
        return conditions
    }
}
