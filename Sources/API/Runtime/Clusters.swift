import Accounts
import Hummingbird
import Kubernetes
import Store

/// A cluster and the caller's own way into it.
struct Clusters: Sendable {
    let call: Call

    /// 404 where there is none of this number.
    func cluster(_ id: Int64) async throws -> Cluster {
        guard let cluster = try await call.services.store({ try $0.cluster(id: id) }) else {
            throw Problem.notFound("Cluster")
        }
        return cluster
    }

    /// What the caller's own bound account may use; 403 where he bound none.
    func access(_ id: Int64) async throws -> (access: ClusterAccess, binding: ClusterBinding) {
        let account = try call.account
        let cluster = try await cluster(id)
        guard
            let binding = try await call.services.store({
                try $0.binding(accountID: account.id, clusterID: cluster.id)
            })
        else {
            throw Problem(
                .forbidden,
                "No Kubernetes account is bound to this cluster; bind one with POST /api/auth/k8s/account/bind/")
        }
        return (
            ClusterAccess(address: try Self.address(of: cluster), token: try open(binding, account, cluster)), binding
        )
    }

    /// The token of a binding; 403 where it was sealed with another key than today's, since the caller has to bind anew.
    private func open(_ binding: ClusterBinding, _ account: Account, _ cluster: Cluster) throws(Problem) -> String {
        do {
            return try call.services.credentials.vault.open(
                binding.sealedToken, context: Self.context(account, cluster))
        } catch {
            call.log.error(
                "a bound token cannot be opened", metadata: ["binding": "\(binding.id)", "error": "\(error)"])
            throw Problem(.forbidden, error.message)
        }
    }

    /// What a sealed token belongs to, so that it opens in no other row.
    static func context(_ account: Account, _ cluster: Cluster) -> String { "\(account.uuid.text)/\(cluster.id)" }

    static func address(of cluster: Cluster) throws -> ClusterAddress {
        do {
            return try ClusterAddress(
                host: cluster.apiServer, port: cluster.port, caCertificate: cluster.caCertificate,
                insecureSkipTLSVerify: cluster.insecureSkipTLSVerify)
        } catch {
            throw Problem(.badRequest, "The cluster cannot be used; register it anew: \(error.detail)")
        }
    }
}
