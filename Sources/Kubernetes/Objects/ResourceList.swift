/// Exact amounts by the cluster's own names of resources; what is missing is nothing.
struct ResourceList: Sendable, Hashable, Decodable {
    var amounts: [String: Quantity] = [:]

    init() {}

    init(from decoder: any Decoder) throws {
        amounts = try decoder.singleValueContainer().decode([String: Quantity].self)
    }

    static func += (left: inout ResourceList, right: ResourceList) {
        left.amounts.merge(right.amounts) { $0 + $1 }
    }

    /// Raises each amount to at least that of `other`.
    mutating func raise(to other: ResourceList) { amounts.merge(other.amounts) { max($0, $1) } }
}
