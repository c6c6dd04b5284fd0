/// A value that a collector reads when it is asked.
public struct MetricSample: Sendable {
    /// Name as scraped.
    public var name: String
    /// Labels in any order, each name once.
    public var labels: [(name: String, value: String)]
    public var value: Double

    public init(_ name: String, labels: [(name: String, value: String)] = [], _ value: Double) {
        self.name = name
        self.labels = labels
        self.value = value
    }

    /// A sample of a declared metric.
    public init(_ metric: MetricDeclaration, labels: [(name: String, value: String)] = [], _ value: Double) {
        self.init(metric.name, labels: labels, value)
    }
}
