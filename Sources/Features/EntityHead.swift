import Packets

/// Who an entity is, and which of its rows hold something. All bits are zero where there is no entity yet.
struct EntityHead: BitwiseCopyable {
    var entity: Entity
    /// The half of ten seconds in which the entity was touched last; see `WindowTurn`.
    var half: Int64 = 0
    /// Counters whose rows count, and those counted in the second that is filling; bit by bit.
    var counters: UInt64 = 0
    var recentCounters: UInt64 = 0
    var defects: UInt64 = 0
    /// Intervals between visits so far.
    var beats: UInt32 = 0
    var octets: UInt8 = 0
    var recentOctets: UInt8 = 0
    var recentSketches: UInt8 = 0
    var hasRhythm = false
    var hasStreak = false
    /// The initiator of a pair has opened a connection in silence, and what it says since counts once it spoke late.
    var hasProbes = false
    /// Nothing was seen of the entity for at least ten seconds before the second that is filling.
    var wasQuiet = false
    /// For each set: in which half it last took a value.
    var stamps = InlineArray<6, HalfStamp>(repeating: 0)
    /// For each set: how many of its rows count, each of which says for which register it stands; or `wholeSketch`.
    var sketches = InlineArray<6, UInt8>(repeating: 0)

    /// All registers of the set have rows, in their order.
    static let wholeSketch: UInt8 = 64
    /// Rows that a set may have in any order.
    static let someRows: UInt8 = 8

    init(_ entity: Entity) { self.entity = entity }

    /// Begins a second.
    mutating func begin(_ now: Int64) {
        if WindowTurn.isReset(from: half, to: now) { reset() }
        (recentCounters, recentOctets, recentSketches) = (0, 0, 0)
        wasQuiet = now &- half > Self.quietHalves
        half = now
    }

    /// Halves of ten seconds that lie at least ten seconds apart.
    private static let quietHalves: Int64 = 2

    /// Forgets all that was counted, but for the rhythm of visits and the logins in a row.
    private mutating func reset() {
        (counters, defects, octets) = (0, 0, 0)
        sketches = InlineArray(repeating: 0)
    }
}
