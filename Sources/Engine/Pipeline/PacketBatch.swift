import Features
import Flows

/// Packets of one second on their way to the parts of the meter, and what they showed beside their flows; of fixed size.
struct PacketBatch: ~Copyable {
    /// Packets at most.
    static let capacity = 8_192

    /// The second that its packets lie in.
    var second: Int64 = 0
    /// Seconds that end with it.
    var closing: Range<Int64> = 0..<0
    /// Packets that the ring of evidence had been given with the last of its own.
    var kept = 0
    /// By parts of the meter.
    var queues: PacketQueues
    /// What they showed beside their flows.
    private(set) var sides: SideObservations

    init(parts: Int) {
        queues = PacketQueues(parts: parts, capacity: Self.capacity)
        sides = SideObservations(capacity: Self.capacity)
    }

    var bytes: Int {
        queues.bytes + sides.bytes
    }

    /// Whether a frame may not find room: it brings two of a sort at the most.
    @inline(__always)
    var isFull: Bool { queues.count > Self.capacity - 2 || sides.count > Self.capacity - 2 }

    var isEmpty: Bool { queues.count == 0 && sides.count == 0 }

    mutating func append(_ side: SideObservation) { sides.append(side) }

    mutating func removeAll() {
        queues.removeAll()
        sides.removeAll()
        closing = 0..<0
    }
}
