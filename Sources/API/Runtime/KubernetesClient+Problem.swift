import Hummingbird
import Kubernetes

extension Problem {
    /// What a client is told of a cluster's answer.
    init(_ error: KubernetesError) {
        self.init(HTTPResponse.Status(code: error.status), error.detail)
        if let seconds = error.retryAfter { headers[.retryAfter] = "\(max(1, seconds))" }
    }
}

extension KubernetesClient {
    /// The calls of the module, whose errors are the API's.
    func reviewed(_ access: ClusterAccess, namespace: String) async throws(Problem) -> AccountReview {
        do { return try await check(access, namespace: namespace) } catch { throw Problem(error) }
    }

    func listedNodes(_ access: ClusterAccess) async throws(Problem) -> [Node] {
        do { return try await nodes(access) } catch { throw Problem(error) }
    }

    func listedPods(_ access: ClusterAccess, _ query: PodQuery) async throws(Problem) -> PodPage {
        do { return try await pods(access, query) } catch { throw Problem(error) }
    }

    func clusterResources(_ access: ClusterAccess) async throws(Problem) -> ClusterResources {
        do { return try await resources(access) } catch { throw Problem(error) }
    }
}
