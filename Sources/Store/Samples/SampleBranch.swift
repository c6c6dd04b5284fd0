import GRDB

/// One index to walk, and what its rows must satisfy.
struct SampleBranch {
    var index: String
    var conditions: [String]
    var arguments: StatementArguments

    init(_ index: String, _ conditions: [String], _ arguments: StatementArguments) {
        self.index = index
        self.conditions = conditions
        self.arguments = arguments
    }

    /// Adds a condition and its values.
    mutating func require(_ condition: String, _ values: StatementArguments) {
        conditions.append(condition)
        arguments += values
    }

    /// `INDEXED BY`: the plan must not depend on statistics, which nothing here keeps.
    func select(_ result: String) -> String {
        "SELECT \(result) FROM traffic_sample INDEXED BY traffic_sample_by_\(index) WHERE "
            + conditions.joined(separator: " AND ")
    }
}
