import Hummingbird
import Kubernetes
import Store

/// `/api/auth/k8s/account/`: the caller's own service accounts in clusters. Their tokens go in and never come out.
enum BindingRoutes {
    static let routes = [
        Route(.post, "/api/auth/k8s/account/bind/", .people, bind),
        Route(.get, "/api/auth/k8s/account/", .people, query: .page, list),
        Route(.delete, "/api/auth/k8s/account/{id}/", .people, remove),
    ]

    private static func bind(_ call: Call) async throws -> Response {
        let account = try call.account
        let body = try await call.body()
        try body.allow(only: "cluster_id", "token", "namespace")
        let id = try body.identifier("cluster_id")
        let token = try body.requiredText("token", 1...16_384)
        if let problem = ClusterAccess.problem(token: token) { throw Problem(.badRequest, problem) }
        let namespace = try body.text("namespace", 1...63) ?? "default"
        guard PodQuery.isNamespace(namespace) else {
            throw Problem.invalid("namespace", "lower-case letters, digits and hyphens (RFC 1123)")
        }
        let cluster = try await Clusters(call: call).cluster(id)
        let access = ClusterAccess(address: try Clusters.address(of: cluster), token: token)
        let review = try await call.whileConnected {
            try await call.services.kubernetes.reviewed(access, namespace: namespace)
        }
        let sealed = try call.services.credentials.vault.seal(token, context: Clusters.context(account, cluster))
        let outcome = try await call.services.store.write {
            try $0.bind(
                accountID: account.id, clusterID: cluster.id, namespace: namespace, account: review.account,
                listNodes: review.listNodes, listPods: review.listPods, sealedToken: sealed)
        }
        let (binding, status): (ClusterBinding, HTTPResponse.Status)
        switch outcome {
        case .bound(let new): (binding, status) = (new, .created)
        case .replaced(let new): (binding, status) = (new, .ok)
        case .clusterNotFound: throw Problem.notFound("Cluster")
        case .accountNotFound: throw Problem.unauthorized("Invalid token: User not found")
        }
        call.log.notice(
            "account bound",
            metadata: ["user": "\(account.name)", "cluster": "\(cluster.id)", "account": "\(review.account)"])
        return Response.object(status: status) { write(binding, into: &$0) }
    }

    private static func list(_ call: Call) async throws -> Response {
        let account = try call.account
        let request = try PageRequest(call.query)
        let page = try await call.services.store { store in
            try Page.fetched(
                request, count: try store.bindingCount(accountID: account.id), position: { [$0.id] }
            ) { from, backward, limit in
                try store.bindings(
                    accountID: account.id, IDPage(.ascending, from: from, backward: backward, limit: limit))
            }
        }
        return page.response(call) { json, binding in json.object { write(binding, into: &$0) } }
    }

    private static func remove(_ call: Call) async throws -> Response {
        let account = try call.account
        let id = try call.id("Account")
        guard try await call.services.store.write({ try $0.unbind(id: id, accountID: account.id) }) else {
            throw Problem.notFound("Account")
        }
        return .noContent
    }

    private static func write(_ binding: ClusterBinding, into json: inout JSONWriter) {
        json.field("id", binding.id)
        json.field("cluster_id", binding.clusterID)
        json.field("namespace", binding.namespace)
        json.field("account", binding.account)
        json.key("rights")
        json.object {
            $0.field("list_nodes", binding.listNodes)
            $0.field("list_pods", binding.listPods)
        }
        json.field("created_at", binding.createdAt)
        json.field("updated_at", binding.updatedAt)
    }
}
