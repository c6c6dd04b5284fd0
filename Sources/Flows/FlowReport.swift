import Packets

/// What a flow did: since its last report, and over its life.
public struct FlowReport: BitwiseCopyable, Sendable {
    public var record: FlowRecord
    /// Why the flow ended; nil where it goes on.
    public var reason: FlowEndReason?
    /// When the meter ended it, which is no earlier than its last packet; of a flow that goes on, the end of the tick.
    public var time: Timestamp
}
