import Packets

/// The place of a sample in the order of time, then id; it stays while samples come and go.
public struct SampleKey: Sendable, Hashable {
    public var time: Timestamp
    public var id: Int64

    public init(time: Timestamp, id: Int64) {
        self.time = time
        self.id = id
    }
}
