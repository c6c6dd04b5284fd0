/// Amounts of what nodes have and pods ask for, in plain numbers.
public struct ResourceAmounts: Codable, Sendable, Hashable {
    /// Thousandths of a core.
    public var cpuMillicores: Int64 = 0
    public var memoryBytes: Int64 = 0
    public var ephemeralStorageBytes: Int64 = 0
    /// How many pods.
    public var pods: Int64 = 0
    /// Whatever else the cluster counts, by its own name, as `nvidia.com/gpu` or `hugepages-2Mi` (bytes).
    public var others: [String: Int64] = [:]

    private enum CodingKeys: String, CodingKey {
        case cpuMillicores = "cpu_millicores"
        case memoryBytes = "memory_bytes"
        case ephemeralStorageBytes = "ephemeral_storage_bytes"
        case pods
        case others
    }

    /// Rounds each amount up, as Kubernetes does.
    init(_ list: ResourceList) {
        for (name, quantity) in list.amounts {
            switch name {
            case "cpu": cpuMillicores = quantity.millis
            case "memory": memoryBytes = quantity.value
            case "ephemeral-storage": ephemeralStorageBytes = quantity.value
            case "pods": pods = quantity.value
            default: others[name] = quantity.value
            }
        }
    }
}
