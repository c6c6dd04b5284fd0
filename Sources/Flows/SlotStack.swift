/// Slots of a table in the order in which they were noted, each at most once at a time; of fixed size.
///
/// The slots themselves need not be looked at to know which comes next, so that the processor can be asked for several ahead.
struct SlotStack: ~Copyable {
    private var slots: FixedBuffer<UInt32>
    private(set) var count = 0
    /// Slots ahead of which the processor is asked for one.
    static let ahead = 8

    init(capacity: Int, in memory: TableMemory?) { slots = FixedBuffer(count: capacity, zero: 0, in: memory) }

    var bytes: Int { slots.bytes }

    @inline(__always)
    mutating func append(_ slot: Int) {
        slots[count] = UInt32(truncatingIfNeeded: slot)
        count += 1
    }

    /// The slot at a place, 0 ..< `count`.
    subscript(place: Int) -> Int { Int(slots[place]) }

    /// Takes away the slot that was noted last; there must be one.
    mutating func removeLast() -> Int {
        count -= 1
        return Int(slots[count])
    }

    /// Puts a slot back at a place before the one that was looked at last.
    mutating func keep(_ slot: Int, at place: Int) { slots[place] = UInt32(truncatingIfNeeded: slot) }

    /// Takes away the slots from a place on.
    mutating func removeAll(from place: Int) { count = place }
}
