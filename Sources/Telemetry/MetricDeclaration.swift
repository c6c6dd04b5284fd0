/// What is known of a metric before anything is counted.
public struct MetricDeclaration: Sendable, Equatable {
    /// Name with its unit, as scraped: `weir_http_request_duration_seconds`; counters end in `_total`.
    public var name: String
    /// One sentence.
    public var help: String
    public var type: MetricType
    /// Names of its labels; for documentation, not enforced.
    public var labels: [String]
    /// Upper bounds of a histogram's buckets in the metric's unit, ascending, without +Inf; empty for other types.
    public var buckets: [Double]

    public init(
        _ name: String, _ type: MetricType, _ help: String, labels: [String] = [], buckets: [Double] = []
    ) {
        self.name = name
        self.help = help
        self.type = type
        self.labels = labels
        self.buckets = type == .histogram ? (buckets.isEmpty ? Self.defaultBuckets : buckets) : []
    }

    /// Buckets for durations of requests, in seconds: 1 ms…10 s.
    public static let defaultBuckets: [Double] = [
        0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
    ]
}
