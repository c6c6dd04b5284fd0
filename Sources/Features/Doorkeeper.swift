import Flows

/// Lets an entity into the tables at its second sight: two Bloom filters of fixed size, of which the older is emptied
/// after a span of packet time or once the newer holds a value for every sixteen bits.
///
/// A flood of forged sources shows each once and so takes no room from those that stay (the admission filter of
/// TinyLFU, Einziger et al., ACM ToS 2017).
package struct Doorkeeper: ~Copyable {
    /// Seconds after which a first sight is forgotten, at the earliest.
    private static let memory: Int64 = 600
    /// Words of a filter for all entities of a role.
    package static let words = 1 << 17
    private var newer: FixedBuffer<UInt64>
    private var older: FixedBuffer<UInt64>
    private var filled = 0
    private var since: Int64 = .min

    /// Two filters of `words` words of 64 bits, rounded up to a power of two.
    package init(words: Int = Doorkeeper.words) {
        var count = 1
        while count < words { count *= 2 }
        newer = FixedBuffer(count: count, zero: 0)
        older = FixedBuffer(count: count, zero: 0)
    }

    package var bytes: Int { newer.bytes + older.bytes }

    /// Whether `hash` was seen before; it has been seen afterwards.
    package mutating func hasSeen(_ hash: UInt64, second: Int64) -> Bool {
        if since == .min { since = second }
        let (age, overflow) = second.subtractingReportingOverflow(since)
        let isPast = overflow ? second > since : age >= Self.memory
        if isPast || filled > newer.count * 4 { turn(second) }
        // After a pause not even the older filter is worth remembering.
        if isPast, overflow || age >= 2 * Self.memory { turn(second) }
        let other = Mixing.permute(hash)
        let seen = Self.contains(newer, hash, other) || Self.contains(older, hash, other)
        if !Self.contains(newer, hash, other) {
            Self.insert(&newer, hash)
            Self.insert(&newer, other)
            filled += 1
        }
        return seen
    }

    private mutating func turn(_ second: Int64) {
        swap(&newer, &older)
        for index in 0..<newer.count { newer[index] = 0 }
        filled = 0
        since = second
    }

    private static func contains(_ bits: borrowing FixedBuffer<UInt64>, _ first: UInt64, _ second: UInt64) -> Bool {
        bits[place(first, bits.count)] >> (first & 63) & 1 == 1
            && bits[place(second, bits.count)] >> (second & 63) & 1 == 1
    }

    private static func insert(_ bits: inout FixedBuffer<UInt64>, _ hash: UInt64) {
        bits[place(hash, bits.count)] |= 1 << (hash & 63)
    }

    private static func place(_ hash: UInt64, _ words: Int) -> Int { Int(hash >> 6 & UInt64(words - 1)) }
}
