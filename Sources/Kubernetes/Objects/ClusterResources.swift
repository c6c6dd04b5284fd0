/// What a cluster has, what its pods ask for and what they use.
public struct ClusterResources: Codable, Sendable, Hashable {
    /// Whether metrics.k8s.io answered; otherwise no usage is known.
    public var metricsAvailable: Bool
    /// Why not, where it did not.
    @Nullable public var metricsDetail: String?
    public var total: ResourceSummary
    /// By name.
    public var nodes: [NodeResources]
    /// What pods ask for that run on no node yet.
    public var pending: PendingRequests

    private enum CodingKeys: String, CodingKey {
        case metricsAvailable = "metrics_available"
        case metricsDetail = "metrics_detail"
        case total, nodes, pending
    }
}

/// Of pods without a node.
public struct PendingRequests: Codable, Sendable, Hashable {
    public var pods: Int
    public var requests: ResourceAmounts
}

/// One node's part.
public struct NodeResources: Codable, Sendable, Hashable {
    public var name: String
    /// As kubectl's column STATUS.
    public var status: String
    public var resources: ResourceSummary

    private enum CodingKeys: String, CodingKey { case name, status }

    public func encode(to encoder: any Encoder) throws {
        try resources.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(name, forKey: .name)
        try container.encode(status, forKey: .status)
    }

    public init(from decoder: any Decoder) throws {
        resources = try ResourceSummary(from: decoder)
        let container = try decoder.container(keyedBy: CodingKeys.self)
        name = try container.decode(String.self, forKey: .name)
        status = try container.decode(String.self, forKey: .status)
    }

    init(name: String, status: String, resources: ResourceSummary) {
        self.name = name
        self.status = status
        self.resources = resources
    }
}

/// Amounts of a node, or of all.
public struct ResourceSummary: Codable, Sendable, Hashable {
    public var capacity: ResourceAmounts
    /// What pods may ask for.
    public var allocatable: ResourceAmounts
    /// What pods that have not ended ask for; `pods` is their number.
    public var requests: ResourceAmounts
    /// Nil where metrics are missing.
    @Nullable public var usage: ResourceUsage?
    /// Nil where metrics are missing.
    @Nullable public var utilisation: ResourceUtilisation?
}

/// What is in use, by metrics.k8s.io.
public struct ResourceUsage: Codable, Sendable, Hashable {
    /// Thousandths of a core.
    public var cpuMillicores: Int64
    public var memoryBytes: Int64

    private enum CodingKeys: String, CodingKey {
        case cpuMillicores = "cpu_millicores"
        case memoryBytes = "memory_bytes"
    }
}

/// Use as a part of what is allocatable, to a tenth; nil where nothing is.
public struct ResourceUtilisation: Codable, Sendable, Hashable {
    @Nullable public var cpuPercent: Double?
    @Nullable public var memoryPercent: Double?

    private enum CodingKeys: String, CodingKey {
        case cpuPercent = "cpu_percent"
        case memoryPercent = "memory_percent"
    }
}
