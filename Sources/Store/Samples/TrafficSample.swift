import Packets

/// A stored window: a verdict, or what the whole sensor saw.
public struct TrafficSample: Sendable, Equatable {
    /// What a sample tells.
    public enum Content: Sendable, Equatable {
        case verdict(VerdictSample)
        case summary(SummarySample)
    }

    /// The store's number for it, never used again; nil before it is stored, and not looked at when it is.
    public var id: Int64?
    /// Name of the sensor that saw it.
    public var sensor: String
    /// End of the window, in packet time.
    public var time: Timestamp
    /// Span of the window in seconds.
    public var windowSeconds: Int
    public var content: Content

    public init(id: Int64? = nil, sensor: String, time: Timestamp, windowSeconds: Int, content: Content) {
        self.id = id
        self.sensor = sensor
        self.time = time
        self.windowSeconds = windowSeconds
        self.content = content
    }

    /// The place of a stored sample among all, from which the next page goes on; nil before it is stored.
    public var key: SampleKey? { id.map { SampleKey(time: time, id: $0) } }
}
