import Foundation
import Kubernetes
import Logging
import Testing

@Suite struct ClientTests {
    /// At the hour of the recording.
    static let now = Date(timeIntervalSince1970: 1_795_384_820)

    /// Runs `body` with a client that is closed afterwards.
    static func withClient<Value: Sendable>(
        _ change: (inout KubernetesClient.Configuration) -> Void = { _ in },
        _ body: (KubernetesClient) async throws -> Value
    ) async throws -> Value {
        var configuration = KubernetesClient.Configuration(now: { now })
        // Other tests may keep this one's threads for a while.
        configuration.listTimeout = .seconds(600)
        change(&configuration)
        let client = KubernetesClient(configuration: configuration, log: Logger(label: "test"))
        let result: Result<Value, any Error>
        do { result = .success(try await body(client)) } catch { result = .failure(error) }
        try await client.shutdown()
        return try result.get()
    }

    /// The columns NAMESPACE, NAME, READY and STATUS as kubectl printed them.
    @Test func podsAreThoseOfKubectl() async throws {
        let access = try ClusterServer.good.get().access("weir-sa")
        let page = try await Self.withClient { try await $0.pods(access, PodQuery()) }
        let printed = try TestFiles.fixture("kubectl-get-pods-all.txt").split(separator: "\n")
            .filter { !$0.hasPrefix("#") }.dropFirst().map { $0.split(separator: " ").map(String.init) }
        #expect(printed.count == 18)
        #expect(page.items.count == printed.count)
        for (pod, row) in zip(page.items, printed) {
            #expect(
                [pod.namespace, pod.name, "\(pod.readyContainers)/\(pod.totalContainers)", pod.phase]
                    == Array(row[0..<4]))
            #expect(String(pod.restarts) == row[4])
        }
        #expect(page.cursor == nil)
        let crashing = try #require(page.items.first { $0.phase == "CrashLoopBackOff" })
        #expect(crashing.containers.contains { $0.reason == "CrashLoopBackOff" && $0.state == .waiting })
    }

    @Test func nodesAreThoseOfKubectl() async throws {
        let access = try ClusterServer.good.get().access("weir-sa")
        let nodes = try await Self.withClient { try await $0.nodes(access) }
        #expect(nodes.map(\.name) == ["cp-1", "worker-2", "worker-3"])
        #expect(nodes.map(\.status) == ["Ready", "Ready", "NotReady,SchedulingDisabled"])
        #expect(nodes.map(\.roles) == [["control-plane"], [], []])
        #expect(nodes.map(\.version) == ["v1.36.2", "v1.36.2", "v1.35.4"])
        #expect(nodes[0].createdAt == "2026-11-22T22:00:14Z")
        #expect(nodes[1].conditions.contains { $0.type == "Ready" && $0.status == "True" })
        #expect(nodes.allSatisfy { $0.capacity.memoryBytes > 1 << 30 && $0.capacity.cpuMillicores >= 1_000 })
        let json = String(decoding: try JSONEncoder().encode(nodes), as: UTF8.self)
        for key in ["cpu_millicores", "memory_bytes", "created_at", "age_seconds", "last_transition_at"] {
            #expect(json.contains("\"\(key)\""))
        }
        #expect(try JSONDecoder().decode([Node].self, from: Data(json.utf8)) == nodes)
    }

    /// Every branch of kubectl's printer; the label says what is expected.
    @Test func unusualPods() async throws {
        let access = try ClusterServer.good.get().access("odd")
        let page = try await Self.withClient { try await $0.pods(access, PodQuery()) }
        #expect(page.items.count == 20)
        for pod in page.items {
            #expect("\(pod.phase)|\(pod.readyContainers)/\(pod.totalContainers)" == pod.labels["expect"], "\(pod.name)")
        }
        #expect(page.items.first { $0.name == "sidecar" }?.restarts == 3)
        let nodes = try await Self.withClient { try await $0.nodes(access) }
        #expect(nodes.map(\.status) == ["Unknown", "Unknown"])
        #expect(nodes[1].roles == ["alpha", "zeta"])
        #expect(nodes[1].capacity.cpuMillicores == 500)
        #expect(nodes[1].capacity.pods == 100)
        #expect(nodes[1].capacity.others == ["example.com/thing": 3])
        #expect(nodes[1].allocatable.cpuMillicores == 1)
        #expect(nodes[0].createdAt.isEmpty)
    }

    @Test func selectsAndPages() async throws {
        let server = try ClusterServer.good.get()
        let access = try server.access("weir-sa")
        try await Self.withClient { client in
            let api = try await client.pods(access, PodQuery(namespace: "prod", labelSelector: "app=api"))
            #expect(api.items.count == 3)
            let first = try await client.pods(access, PodQuery(limit: 5))
            #expect(first.items.count == 5)
            #expect(first.cursor != nil)
            #expect(first.remaining == 13)
            let none = try await client.pods(access, PodQuery(namespace: "no-such-ns"))
            #expect(none.items.isEmpty)
            let many = try await client.pods(try server.access("gzip"), PodQuery(namespace: "many"))
            #expect(many.items.count > 500)
        }
    }

    /// `kubectl describe node worker-2` says 3650m and 11Gi.
    @Test func resourcesWithoutMetrics() async throws {
        let server = try ClusterServer.good.get()
        try await Self.withClient { client in
            for token in ["weir-sa", "weir-stale"] {
                let resources = try await client.resources(try server.access(token))
                #expect(!resources.metricsAvailable)
                #expect(resources.metricsDetail != nil)
                #expect(resources.total.usage == nil)
                let worker = try #require(resources.nodes.first { $0.name == "worker-2" })
                #expect(worker.resources.requests.cpuMillicores == 3_650)
                #expect(worker.resources.requests.memoryBytes == 11 << 30)
                #expect(worker.resources.requests.others["nvidia.com/gpu"] == 1)
                let json = String(decoding: try JSONEncoder().encode(resources), as: UTF8.self)
                #expect(json.contains("\"metrics_available\":false"))
                #expect(json.contains("\"usage\":null"))
                #expect(try JSONDecoder().decode(ClusterResources.self, from: Data(json.utf8)) == resources)
            }
        }
    }

    @Test func resourcesWithMetrics() async throws {
        let access = try ClusterServer.good.get().access("weir-metrics")
        let resources = try await Self.withClient { try await $0.resources(access) }
        #expect(resources.metricsAvailable)
        let usages = resources.nodes.compactMap { $0.resources.usage }
        #expect(!usages.isEmpty)
        #expect(resources.total.usage?.memoryBytes == usages.map(\.memoryBytes).reduce(0, +))
        #expect(resources.nodes.contains { $0.resources.usage == nil })
        #expect((0.1...100).contains(resources.total.utilisation?.cpuPercent ?? -1))
    }

    /// Max of initialisation, sidecars, overhead, whole pods; finished ones do not count.
    @Test func effectiveRequests() async throws {
        let access = try ClusterServer.good.get().access("odd")
        let resources = try await Self.withClient { try await $0.resources(access) }
        let node = try #require(resources.nodes.first { $0.name == "n1" })
        // Six with init containers of 500m, two with a sidecar of 50m, one with 250m overhead, one with two cores as a
        // whole, and nine containers of 100m.
        #expect(node.resources.requests.cpuMillicores == 6 * 500 + 2 * 150 + 350 + 2_000 + 9 * 100)
        #expect(node.resources.requests.pods == 17)
    }

    @Test func checksTokens() async throws {
        let server = try ClusterServer.good.get()
        try await Self.withClient { client in
            func account(_ token: String, _ namespace: String) async throws -> AccountReview {
                let access = try server.access(token)
                return try await client.check(access, namespace: namespace)
            }
            let weir = try await account("weir-sa", "default")
            #expect(weir.account == "system:serviceaccount:default:weir-sa")
            #expect(weir.listNodes && weir.listPods)
            let narrow = try await account("narrow-sa", "prod")
            #expect(narrow.account == "system:serviceaccount:default:narrow-sa")
            #expect(!narrow.listNodes && narrow.listPods)
            let elsewhere = try await account("narrow-sa", "default")
            #expect(!elsewhere.listPods)
            let old = try await account("old", "default")
            #expect(old.account == "unknown")
            #expect(old.listNodes && old.listPods)
            for token in ["garbage", "expired", "anonymous"] {
                let error = await #expect(throws: KubernetesError.self) {
                    try await account(token, "default")
                }
                #expect(error?.status == 403)
                #expect(error?.detail.contains("bind a new one") == true)
            }
        }
    }
}
