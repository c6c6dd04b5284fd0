import Flows

/// Lets an entity into the tables at its second sight: two Bloom filters of fixed size, of which the older is emptied
/// after a span of packet time or once the newer holds a value for every sixteen bits.
///
/// A flood of forged sources shows each once and so takes no room from those that stay (the admission filter of
/// TinyLFU, Einziger et al., ACM ToS 2017).
package struct Doorkeeper: ~Copyable {
    /// Seconds after which a first sight is forgotten, at the earliest.
    private static let memory: Int64 = 600
    private static let words = 1 << 17
    private var newer = FixedBuffer<UInt64>(count: Doorkeeper.words, zero: 0)
    private var older = FixedBuffer<UInt64>(count: Doorkeeper.words, zero: 0)
    private var filled = 0
    private var since: Int64 = .min

    package init() {}

    package var bytes: Int { newer.bytes + older.bytes }

    /// Whether `hash` was seen before; it has been seen afterwards.
    package mutating func hasSeen(_ hash: UInt64, second: Int64) -> Bool {
        if since == .min { since = second }
        let (age, overflow) = second.subtractingReportingOverflow(since)
        let isPast = overflow ? second > since : age >= Self.memory
        if isPast || filled > Self.words * 4 { turn(second) }
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
        for index in 0..<Self.words { newer[index] = 0 }
        filled = 0
        since = second
    }

    private static func contains(_ bits: borrowing FixedBuffer<UInt64>, _ first: UInt64, _ second: UInt64) -> Bool {
        bits[place(first)] >> (first & 63) & 1 == 1 && bits[place(second)] >> (second & 63) & 1 == 1
    }

    private static func insert(_ bits: inout FixedBuffer<UInt64>, _ hash: UInt64) {
        bits[place(hash)] |= 1 << (hash & 63)
    }

    private static func place(_ hash: UInt64) -> Int { Int(hash >> 6 & UInt64(words - 1)) }
}
