import Metrics

extension Counter {
    /// The counter of a declared metric, in the process's metrics system.
    public convenience init(_ metric: MetricDeclaration, dimensions: [(String, String)] = []) {
        self.init(label: metric.name, dimensions: dimensions)
    }
}

extension FloatingPointCounter {
    /// The counter of a declared metric, in the process's metrics system.
    public convenience init(_ metric: MetricDeclaration, dimensions: [(String, String)] = []) {
        self.init(label: metric.name, dimensions: dimensions)
    }
}

extension Meter {
    /// The gauge of a declared metric, in the process's metrics system.
    public convenience init(_ metric: MetricDeclaration, dimensions: [(String, String)] = []) {
        self.init(label: metric.name, dimensions: dimensions)
    }
}

extension Metrics.Timer {
    /// The histogram of a declared metric of seconds, in the process's metrics system.
    public convenience init(_ metric: MetricDeclaration, dimensions: [(String, String)] = []) {
        self.init(label: metric.name, dimensions: dimensions)
    }
}
