/// What was counted of an entity, and where, in one piece of 28 cache lines. Rows count only where the head says so, so that nothing
/// has to be emptied.
struct WindowBlock: BitwiseCopyable {
    var head = WindowHead()
    /// The first half of the counters.
    var usual = InlineArray<32, CounterRow>(repeating: CounterRow(0))
    var octets = InlineArray<5, OctetRow>(repeating: OctetRow(0))
    /// The first rows of each set.
    var sketches = InlineArray<48, SketchRow>(repeating: SketchRow(place: 0))
}

extension WindowBlock {
    /// The byte at which a counter's row begins.
    @inline(__always)
    static func usual(_ place: Int) -> Int {
        MemoryLayout<WindowHead>.stride + place * MemoryLayout<CounterRow>.stride
    }

    /// The same of octets.
    @inline(__always)
    static func octets(_ place: Int) -> Int { usual(Counter.half) + place * MemoryLayout<OctetRow>.stride }

    /// The same of a set.
    @inline(__always)
    static func sketch(_ kind: Int) -> Int {
        octets(OctetCounter.total) + kind * Int(WindowHead.someRows) * MemoryLayout<SketchRow>.stride
    }
}

/// Which of an entity's rows hold something, and since when.
struct WindowHead: BitwiseCopyable {
    /// Counters whose rows count, and those counted in the second that was counted last; bit by bit.
    var counters: UInt64 = 0
    var recentCounters: UInt64 = 0
    var defects: UInt64 = 0
    /// For each set: in which half of ten seconds it last took a value.
    var stamps = InlineArray<6, HalfStamp>(repeating: 0)
    /// The second that was counted last: the low half of its number.
    private var second: UInt32 = 0
    var octets: UInt8 = 0
    var recentOctets: UInt8 = 0
    var recentSketches: UInt8 = 0
    /// For each set: how many of its rows count, each of which says for which register it stands; or `wholeSketch`.
    var sketches = InlineArray<6, UInt8>(repeating: 0)

    /// All registers of the set have rows, in their order.
    static let wholeSketch: UInt8 = 64
    /// Rows that a set may have in any order.
    static let someRows: UInt8 = 8

    init() {}

    /// Nothing was counted yet.
    init(second: Int64) { self.second = UInt32(truncatingIfNeeded: second) }

    /// The second that was counted last, which is not after `now`.
    func second(before now: Int64) -> Int64 { now &- Int64(UInt32(truncatingIfNeeded: now) &- second) }

    /// Begins a second, in a half of ten seconds; `old` is that of the one that was counted last.
    mutating func begin(_ second: Int64, from old: Int64, to half: Int64) {
        if WindowTurn.isReset(from: old, to: half) { reset() }
        (recentCounters, recentOctets, recentSketches) = (0, 0, 0)
        self.second = UInt32(truncatingIfNeeded: second)
    }

    /// Forgets all that was counted.
    private mutating func reset() {
        (counters, defects, octets) = (0, 0, 0)
        sketches = InlineArray(repeating: 0)
    }
}
