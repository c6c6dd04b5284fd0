import Features
import Flows

/// Packets of one second on their way to the parts of the meter, and what they showed beside their flows; of fixed size.
struct PacketBatch: ~Copyable {
    /// Packets at most.
    static let capacity = 4_096

    /// Parts that flows and entities are divided into.
    let parts: Int
    private(set) var queues: InlineArray<8, PacketQueue>
    private var sides: FixedBuffer<SideObservation>
    private(set) var sideCount = 0
    private var count = 0

    init(parts: Int) {
        self.parts = parts
        queues = InlineArray { part in PacketQueue(capacity: part < parts ? Self.capacity : 1) }
        sides = FixedBuffer(count: Self.capacity, zero: .odd([], source: .unspecified))
    }

    var bytes: Int {
        var bytes = sides.bytes
        for part in 0..<parts { bytes += queues[part].bytes }
        return bytes
    }

    /// Whether a frame may not find room: it brings two of a sort at the most.
    @inline(__always)
    var isFull: Bool { count > Self.capacity - 2 || sideCount > Self.capacity - 2 }

    var isEmpty: Bool { count == 0 && sideCount == 0 }

    /// Puts a packet into the queue of its part.
    @inline(__always)
    mutating func append(_ packet: borrowing ObservedPacket) {
        queues[packet.part(of: parts)].append(packet)
        count += 1
    }

    mutating func append(_ side: SideObservation) {
        sides[sideCount] = side
        sideCount += 1
    }

    subscript(side index: Int) -> SideObservation { sides[index] }

    mutating func removeAll() {
        for part in 0..<parts { queues[part].removeAll() }
        sideCount = 0
        count = 0
    }
}
