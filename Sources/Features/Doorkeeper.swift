import Flows

/// Lets an entity into the tables at its second sight: two Bloom filters of fixed size, of which the older is emptied
/// after a span of packet time or once the newer holds a value for every sixteen bits.
///
/// A flood of forged sources shows each once and so takes no room from those that stay (the admission filter of
/// TinyLFU, Einziger et al., ACM ToS 2017).
package struct Doorkeeper: ~Copyable {
    /// Seconds after which a first sight is forgotten, at the earliest; where many come, sooner.
    private let memory: Int64
    /// Words of a filter for all entities of a role.
    package static let words = 1 << 17
    /// The words of both filters at a place, side by side: they are looked at together.
    private var pairs: FixedBuffer<SIMD2<UInt64>>
    /// Which of the two is the newer.
    private var newer = 0
    /// Values that the newer holds, and the older.
    private var filled = 0
    private var filledBefore = 0
    private var since: Int64 = .min

    /// Two filters of `words` words of 64 bits, rounded up to a power of two, that remember for `memory` seconds.
    package init(words: Int = Doorkeeper.words, memory: Int64 = 600, in shared: TableMemory? = nil) {
        self.memory = memory
        var count = 1
        while count < words { count *= 2 }
        pairs = FixedBuffer(count: count, zero: .zero, in: shared)
        pairs.populateIfSmall()
    }

    package var bytes: Int { pairs.bytes }

    /// Asks the processor for what `hasSeen` will look at.
    @inline(__always)
    func prefetch(_ hash: UInt64) {
        pairs.prefetch(place(hash))
        pairs.prefetch(place(Mixing.permute(hash)))
    }

    /// Whether `hash` was seen before; it has been seen afterwards.
    package mutating func hasSeen(_ hash: UInt64, second: Int64) -> Bool {
        if since == .min { since = second }
        let (age, overflow) = second.subtractingReportingOverflow(since)
        let isPast = overflow ? second > since : age >= memory
        if isPast || filled > pairs.count * 4 { turn(second) }
        // After a pause not even the older filter is worth remembering.
        if isPast, overflow || age >= 2 * memory { turn(second) }
        let other = Mixing.permute(hash)
        let (first, last) = (place(hash), place(other))
        // A filter that holds the value has both of its bits.
        let (bit, otherBit) = (SIMD2<UInt64>(repeating: hash & 63), SIMD2<UInt64>(repeating: other & 63))
        let found = (pairs[first] &>> bit) & (pairs[last] &>> otherBit) & SIMD2(repeating: 1)
        if found[newer] == 0 {
            pairs[first][newer] |= 1 << (hash & 63)
            pairs[last][newer] |= 1 << (other & 63)
            filled += 1
        }
        return found != .zero
    }

    private mutating func turn(_ second: Int64) {
        newer = 1 - newer
        // Where nothing is, the system need not even give memory.
        if filledBefore > 0 {
            for index in 0..<pairs.count { pairs[index][newer] = 0 }
        }
        (filledBefore, filled) = (filled, 0)
        since = second
    }

    @inline(__always)
    private func place(_ hash: UInt64) -> Int { Int(hash >> 6 & UInt64(pairs.count - 1)) }
}
