import Foundation

/// A pod, in the words of kubectl.
public struct Pod: Codable, Sendable, Hashable {
    public var namespace: String
    public var name: String
    /// As kubectl's column STATUS: `Running`, `CrashLoopBackOff`, `Init:0/1`, `Evicted`, `Terminating`, ….
    public var phase: String
    public var readyContainers: Int
    /// Sidecars count, other init containers do not.
    public var totalContainers: Int
    public var restarts: Int
    /// Nil until it is scheduled.
    @Nullable public var node: String?
    @Nullable public var podIP: String?
    @Nullable public var hostIP: String?
    /// Init containers first, each in the order of the pod's definition.
    public var containers: [PodContainer]
    public var labels: [String: String]
    /// RFC 3339; empty where the cluster does not say.
    public var createdAt: String
    /// Whole seconds since then, at least 0.
    public var ageSeconds: Int

    private enum CodingKeys: String, CodingKey {
        case namespace, name, phase
        case readyContainers = "ready_containers"
        case totalContainers = "total_containers"
        case restarts, node
        case podIP = "pod_ip"
        case hostIP = "host_ip"
        case containers, labels
        case createdAt = "created_at"
        case ageSeconds = "age_seconds"
    }

    init(_ pod: WirePod, now: Date) {
        let display = PodDisplay(pod)
        namespace = pod.metadata.namespace ?? ""
        name = pod.metadata.name
        phase = display.status
        readyContainers = display.readyContainers
        totalContainers = display.totalContainers
        restarts = display.restarts
        let nodeName = pod.spec?.nodeName ?? ""
        node = nodeName.isEmpty ? nil : nodeName
        podIP = pod.status?.podIP.flatMap { $0.isEmpty ? nil : $0 }
        hostIP = pod.status?.hostIP.flatMap { $0.isEmpty ? nil : $0 }
        containers = PodContainer.all(of: pod)
        labels = pod.metadata.labels ?? [:]
        let created = CreationTime(pod.metadata, now: now)
        createdAt = created.text
        ageSeconds = created.ageSeconds
    }
}
