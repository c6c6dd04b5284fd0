import Features
import Flows
import Packets

/// What packets showed beside their flows, in order; room for a fixed number.
struct SideObservations: ~Copyable {
    private var buffer: FixedBuffer<SideObservation>
    private(set) var count = 0

    init(capacity: Int) {
        buffer = FixedBuffer(count: capacity, zero: .odd([], source: .unspecified))
    }

    var bytes: Int { buffer.bytes }
    var capacity: Int { buffer.count }

    subscript(index: Int) -> SideObservation { buffer[index] }

    /// Adds one; there must be room.
    mutating func append(_ side: SideObservation) {
        buffer[count] = side
        count += 1
    }

    mutating func removeAll() { count = 0 }
}
