import Detection
import Packets

/// Which samples, in which order, from where on. What is nil does not choose.
public struct SampleQuery: Sendable {
    /// The two sorts of samples.
    public enum Sort: String, CaseIterable, Sendable {
        case verdict, summary
    }

    /// By time, then id.
    public enum Order: String, CaseIterable, Sendable {
        case ascending, descending
    }

    /// The first instant that counts.
    public var start: Timestamp?
    /// The first instant that no longer counts.
    public var end: Timestamp?
    /// Verdicts whose entity or peer lies in the block. Verdicts only, as with the next three.
    public var prefix: IPPrefix?
    public var kind: Kind?
    public var severity: Severity?
    public var minimumScore: Double?
    public var sensor: String?
    public var sort: Sort?
    /// Default `.descending`: the latest first.
    public var order = Order.descending
    /// Goes on behind this sample, in the order asked for.
    public var after: SampleKey?
    /// Samples at most. Default 100.
    public var limit = 100

    public init() {}
}
