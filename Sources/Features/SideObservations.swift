import Flows
import Packets

/// What packets showed beside their flows, in order; room for a fixed number.
package struct SideObservations: ~Copyable {
    private var buffer: FixedBuffer<SideObservation>
    package private(set) var count = 0

    package init(capacity: Int) {
        buffer = FixedBuffer(count: capacity, zero: .odd([], source: .unspecified))
    }

    package var bytes: Int { buffer.bytes }
    package var capacity: Int { buffer.count }

    package subscript(index: Int) -> SideObservation { buffer[index] }

    /// Adds one; there must be room.
    package mutating func append(_ side: SideObservation) {
        buffer[count] = side
        count += 1
    }

    package mutating func removeAll() { count = 0 }
}
