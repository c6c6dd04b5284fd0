import Foundation

/// A node, in the words of kubectl.
public struct Node: Codable, Sendable, Hashable {
    public var name: String
    /// As kubectl's column STATUS: `Ready`, `NotReady`, `Unknown`, with `,SchedulingDisabled` where it is cordoned.
    public var status: String
    /// From the labels `node-role.kubernetes.io/…`, sorted.
    public var roles: [String]
    public var addresses: [NodeAddress]
    /// The kubelet's.
    public var version: String
    public var system: NodeSystem
    public var capacity: ResourceAmounts
    /// What pods may ask for.
    public var allocatable: ResourceAmounts
    public var conditions: [NodeCondition]
    public var taints: [NodeTaint]
    public var labels: [String: String]
    /// RFC 3339; empty where the cluster does not say.
    public var createdAt: String
    /// Whole seconds since then, at least 0.
    public var ageSeconds: Int

    private enum CodingKeys: String, CodingKey {
        case name, status, roles, addresses, version, system, capacity, allocatable, conditions, taints, labels
        case createdAt = "created_at"
        case ageSeconds = "age_seconds"
    }

    init(_ node: WireNode, now: Date) {
        name = node.metadata.name
        labels = node.metadata.labels ?? [:]
        status = Self.status(of: node)
        roles = Self.roles(labels)
        addresses = node.status?.addresses ?? []
        version = node.status?.nodeInfo?.kubeletVersion ?? ""
        system = NodeSystem(node.status?.nodeInfo)
        capacity = ResourceAmounts(node.status?.capacity ?? ResourceList())
        allocatable = ResourceAmounts(node.status?.allocatable ?? ResourceList())
        conditions = (node.status?.conditions ?? []).map { NodeCondition($0) }
        taints = node.spec?.taints ?? []
        let created = CreationTime(node.metadata, now: now)
        createdAt = created.text
        ageSeconds = created.ageSeconds
    }

    /// Source: kubernetes 1.36 `pkg/printers/internalversion/printers.go`, `printNode`.
    static func status(of node: WireNode) -> String {
        var words = ["Unknown"]
        if let ready = node.status?.conditions?.last(where: { $0.type == "Ready" }) {
            words = [ready.status == "True" ? "Ready" : "NotReady"]
        }
        if node.spec?.unschedulable == true { words.append("SchedulingDisabled") }
        return words.joined(separator: ",")
    }

    /// Source: as above, `findNodeRoles`.
    private static func roles(_ labels: [String: String]) -> [String] {
        let prefix = "node-role.kubernetes.io/"
        var roles = Set(labels.keys.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) })
        if let role = labels["kubernetes.io/role"] { roles.insert(role) }
        return roles.filter { !$0.isEmpty }.sorted()
    }
}
