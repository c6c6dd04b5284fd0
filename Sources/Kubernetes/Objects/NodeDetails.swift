/// An address of a node.
public struct NodeAddress: Codable, Sendable, Hashable {
    /// `InternalIP`, `ExternalIP`, `Hostname`, ….
    public var type: String
    public var address: String
}

/// What keeps pods off a node.
public struct NodeTaint: Codable, Sendable, Hashable {
    public var key: String
    @Nullable public var value: String?
    /// `NoSchedule`, `PreferNoSchedule` or `NoExecute`.
    public var effect: String
}

/// What a node runs on; empty where the cluster does not say.
public struct NodeSystem: Codable, Sendable, Hashable {
    public var operatingSystem: String
    public var image: String
    public var kernel: String
    public var architecture: String
    public var containerRuntime: String

    private enum CodingKeys: String, CodingKey {
        case operatingSystem = "operating_system"
        case image, kernel, architecture
        case containerRuntime = "container_runtime"
    }

    init(_ info: WireNode.Info?) {
        operatingSystem = info?.operatingSystem ?? ""
        image = info?.osImage ?? ""
        kernel = info?.kernelVersion ?? ""
        architecture = info?.architecture ?? ""
        containerRuntime = info?.containerRuntimeVersion ?? ""
    }
}

/// A condition that a node reports.
public struct NodeCondition: Codable, Sendable, Hashable {
    /// `Ready`, `MemoryPressure`, ….
    public var type: String
    /// `True`, `False` or `Unknown`.
    public var status: String
    @Nullable public var reason: String?
    @Nullable public var message: String?
    /// RFC 3339.
    @Nullable public var lastTransitionAt: String?

    private enum CodingKeys: String, CodingKey {
        case type, status, reason, message
        case lastTransitionAt = "last_transition_at"
    }

    init(_ condition: WireCondition) {
        type = condition.type
        status = condition.status
        reason = condition.reason
        message = condition.message
        lastTransitionAt = condition.lastTransitionTime
    }
}
