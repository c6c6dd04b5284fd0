/// The sorts of metrics that Weir has, by their names in the text exposition format.
public enum MetricType: String, Sendable {
    /// Only goes up, from 0 at the start of the process.
    case counter
    /// Goes up and down.
    case gauge
    /// Counts what was observed, by buckets.
    case histogram
}
