import Features
import Flows

/// Packets of one second on their way to the parts of the meter, and what they showed beside their flows; of fixed size.
struct PacketBatch: ~Copyable {
    /// Packets at most.
    static let capacity = 4_096

    /// The second that its packets lie in.
    var second: Int64 = 0
    /// Seconds that end with it.
    var closing: Range<Int64> = 0..<0
    /// By parts of the meter.
    var queues: PacketQueues
    private var sides: FixedBuffer<SideObservation>
    private(set) var sideCount = 0

    init(parts: Int) {
        queues = PacketQueues(parts: parts, capacity: Self.capacity)
        sides = FixedBuffer(count: Self.capacity, zero: .odd([], source: .unspecified))
    }

    var bytes: Int {
        queues.bytes + sides.bytes
    }

    /// Whether a frame may not find room: it brings two of a sort at the most.
    @inline(__always)
    var isFull: Bool { queues.count > Self.capacity - 2 || sideCount > Self.capacity - 2 }

    var isEmpty: Bool { queues.count == 0 && sideCount == 0 }

    mutating func append(_ side: SideObservation) {
        sides[sideCount] = side
        sideCount += 1
    }

    subscript(side index: Int) -> SideObservation { sides[index] }

    mutating func removeAll() {
        queues.removeAll()
        sideCount = 0
        closing = 0..<0
    }
}
