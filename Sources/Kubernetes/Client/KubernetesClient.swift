import AsyncHTTPClient
import Foundation
import Logging

/// Asks clusters' API servers, each with the token of who asks.
///
/// Connections are kept and shared by those who trust the same roots. Whatever goes wrong is a `KubernetesError`, which
/// knows the status that Weir answers with. Source: fixtures recorded from Kubernetes 1.36.
public final class KubernetesClient: Sendable {
    let configuration: Configuration
    let log: Logger
    let pool: HTTPClientPool
    let slots: Slots

    public init(configuration: Configuration = Configuration(), log: Logger) {
        self.configuration = configuration
        self.log = log
        pool = HTTPClientPool(configuration: configuration)
        slots = Slots(
            count: configuration.maximumConcurrent, maximumWaiting: 64, maximumWait: configuration.requestTimeout)
    }

    /// Closes all connections. The client cannot be used after that.
    public func shutdown() async throws { try await pool.shutdown() }

    /// The nodes of a cluster, by name.
    public func nodes(_ access: ClusterAccess) async throws(KubernetesError) -> [Node] {
        let nodes = try await bounded { () async throws(KubernetesError) in
            try await all(WireNode.self, of: "/api/v1/nodes", access: access)
        }
        let now = configuration.now()
        return nodes.map { Node($0, now: now) }.sorted { $0.name < $1.name }
    }

    /// One page of pods, in the cluster's order (by namespace and name).
    ///
    /// - Throws: status 400 also for what is wrong with the query, 410 for a cursor that has expired.
    public func pods(_ access: ClusterAccess, _ query: PodQuery) async throws(KubernetesError) -> PodPage {
        let target = try query.target
        let list = try await bounded { () async throws(KubernetesError) -> WireList<WirePod> in
            try await get(target, access: access)
        }
        let now = configuration.now()
        let cursor = list.metadata?.`continue` ?? ""
        return PodPage(
            items: (list.items ?? []).map { Pod($0, now: now) }, cursor: cursor.isEmpty ? nil : cursor,
            // What calls itself a cluster can answer any number.
            remaining: cursor.isEmpty ? 0 : list.metadata?.remainingItemCount.map { min(max(0, $0), Int(Int32.max)) })
    }

    /// What the cluster has, what pods ask for, and what is in use where metrics.k8s.io tells.
    public func resources(_ access: ClusterAccess) async throws(KubernetesError) -> ClusterResources {
        try await bounded { () async throws(KubernetesError) in try await unboundedResources(access) }
    }

    private func unboundedResources(_ access: ClusterAccess) async throws(KubernetesError) -> ClusterResources {
        async let nodes = result { () async throws(KubernetesError) in
            try await self.all(WireNode.self, of: "/api/v1/nodes", access: access)
        }
        async let pods = result { () async throws(KubernetesError) in
            try await self.all(
                WirePod.self, of: "/api/v1/pods", access: access,
                query: [("fieldSelector", "status.phase!=Succeeded,status.phase!=Failed")])
        }
        async let metrics = result { () async throws(KubernetesError) in
            try await self.all(WireNodeMetrics.self, of: "/apis/metrics.k8s.io/v1beta1/nodes", access: access)
        }
        let (allNodes, allPods, allMetrics) = await (nodes, pods, metrics)
        switch allMetrics {
        case .success(let list):
            let usage = Dictionary(list.map { ($0.metadata.name, $0.usage) }) { $1 }
            return ClusterResources(
                nodes: try allNodes.get(), pods: try allPods.get(), usage: usage, metricsDetail: nil)
        case .failure(let error):
            return ClusterResources(
                nodes: try allNodes.get(), pods: try allPods.get(), usage: nil,
                metricsDetail: "metrics.k8s.io: \(error.detail)")
        }
    }

    private func result<Value: Sendable>(
        _ body: () async throws(KubernetesError) -> Value
    ) async -> Result<Value, KubernetesError> {
        do { return .success(try await body()) } catch { return .failure(error) }
    }
}
