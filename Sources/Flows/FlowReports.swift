import Packets

/// Reports that a meter made and that nobody has taken yet, in their order; room for a fixed number of them.
///
/// A thing of its own so that a meter can hand a full one over and go on with an empty one.
public struct FlowReports: ~Copyable {
    @usableFromInline var buffer: FixedBuffer<FlowReport>
    public private(set) var count = 0

    /// Room for `capacity` reports, at least one.
    public init(capacity: Int, in memory: TableMemory? = nil) {
        let nobody = FlowRecord(key: .empty, initiatorIsLow: false, start: Timestamp(nanoseconds: 0))
        let nothing = FlowReport(record: nobody, reason: nil, time: nobody.start)
        buffer = FixedBuffer(count: capacity, zero: nothing, in: memory)
    }

    public var bytes: Int { buffer.bytes }
    public var capacity: Int { buffer.count }
    public var isFull: Bool { count == buffer.count }

    public subscript(index: Int) -> FlowReport {
        @inlinable _read { yield buffer[index] }
    }

    /// Asks the processor for a report ahead of its turn: it may lie in the caches of another, which made it.
    @inlinable @inline(__always)
    public func prefetch(_ index: Int) { buffer.prefetch(index) }

    /// Adds a report; there must be room.
    mutating func append(_ record: borrowing FlowRecord, _ reason: FlowEndReason?, at time: Timestamp) {
        buffer[count].record = copy record
        buffer[count].reason = reason
        buffer[count].time = time
        count += 1
    }

    public mutating func removeAll() { count = 0 }
}
