import Yams

/// A mapping of a rule file, by the texts of its keys.
struct RuleFields {
    /// The keys in their order, as they stand in the file.
    let keys: [Node]
    /// The line that it begins in.
    let line: Int
    private let values: [String: Node]

    /// Nil where the node is no mapping.
    init?(_ node: Node) {
        guard let mapping = node.mapping else { return nil }
        keys = mapping.map(\.key)
        line = mapping.mark?.line ?? 1
        // A key that stands there twice is an error already; one that is no text has no name that is asked for.
        values = Dictionary(
            mapping.compactMap { key, value in key.scalar.map { ($0.string, value) } },
            uniquingKeysWith: { first, _ in first })
    }

    subscript(key: String) -> Node? { values[key] }
}
