/// A counter over every span, in the order of `WindowSpan.lane`: the half that is filling, and the one before, which a
/// second has not.
///
/// All that is counted at once lies in half a cache line, so that an event costs one line and not one a span. A row is
/// turned when it is next counted or looked at, not as time goes by.
struct CounterRow: BitwiseCopyable {
    private var current = SIMD4<UInt32>.zero
    /// In the place of the second: the half of ten seconds in which it was last counted.
    private var previous = SIMD4<UInt32>.zero

    init(_ stamp: HalfStamp) { previous[0] = stamp }

    /// Adds, and stops at the maximum; the first of a second begins that one's amount.
    @inline(__always)
    mutating func add(_ amount: UInt32, in half: Int64, isFirst: Bool) {
        if previous[0] != HalfStamp(half) { turn(to: half) }
        // Not emptied where it lies: all lanes are read next, and would wait until the store of one is done.
        var lanes = current
        lanes[0] = isFirst ? 0 : lanes[0]
        // The longer span holds all of the shorter ones: where it does not overflow, none does.
        if lanes[3] > .max - amount {
            for lane in 0..<4 { lanes[lane] = lanes[lane] > .max - amount ? .max : lanes[lane] &+ amount }
        } else {
            lanes &+= SIMD4(repeating: amount)
        }
        current = lanes
    }

    @inline(never)
    private mutating func turn(to half: Int64) {
        let turn = WindowTurn(from: previous[0].half(before: half), to: half)
        previous = (previous & turn.keep) | (current & turn.move)
        current &= turn.keep
        previous[0] = HalfStamp(half)
    }

    /// The amount over every span, filling and before, as seen from a half; of the second only where it was counted in it.
    @inline(__always)
    func sums(in half: Int64, isRecent: Bool) -> CounterSums {
        var row = self
        if previous[0] != HalfStamp(half) { row.turn(to: half) }
        row.previous[0] = 0
        if !isRecent { row.current[0] = 0 }
        return CounterSums(current: row.current, previous: row.previous)
    }
}

/// What a counter says over every span.
struct CounterSums {
    let current: SIMD4<UInt32>
    let previous: SIMD4<UInt32>

    /// The amount over a span.
    @inline(__always)
    subscript(lane: Int) -> Double { Double(UInt64(current[lane]) + UInt64(previous[lane])) }

    /// The greatest share that some span has of so much; at least 1 where it is reached, since both are exact as doubles.
    @inline(__always)
    func share(of least: SIMD4<UInt32>) -> Double {
        var share = 0.0
        for lane in 0..<4 { share = max(share, self[lane] / Double(max(1, least[lane]))) }
        return share
    }
}

/// Octets over every span, as `CounterRow`. Sums wrap; nothing reaches that.
struct OctetRow: BitwiseCopyable {
    private var current = SIMD4<UInt64>.zero
    private var previous = SIMD4<UInt64>.zero

    init(_ stamp: HalfStamp) { previous[0] = UInt64(stamp) }

    private var stamp: HalfStamp { HalfStamp(truncatingIfNeeded: previous[0]) }

    @inline(__always)
    mutating func add(_ amount: UInt64, in half: Int64, isFirst: Bool) {
        if stamp != HalfStamp(half) { turn(to: half) }
        // As in a row of counters.
        var lanes = current
        lanes[0] = isFirst ? 0 : lanes[0]
        current = lanes &+ SIMD4(repeating: amount)
    }

    @inline(never)
    private mutating func turn(to half: Int64) {
        let turn = WindowTurn(from: stamp.half(before: half), to: half)
        for lane in 1..<4 where turn.keep[lane] == 0 {
            previous[lane] = turn.move[lane] == 0 ? 0 : current[lane]
            current[lane] = 0
        }
        current[0] = 0
        previous[0] = UInt64(HalfStamp(half))
    }

    /// The sum over every span; see `CounterRow.sums`.
    @inline(__always)
    func sums(in half: Int64, isRecent: Bool) -> SIMD4<UInt64> {
        var row = self
        if stamp != HalfStamp(half) { row.turn(to: half) }
        row.previous[0] = 0
        if !isRecent { row.current[0] = 0 }
        return row.current &+ row.previous
    }
}

/// A defect's packets over every span, as `CounterRow`, up to 65,535 a half. It is turned as time goes by: few have any.
struct DefectRow: BitwiseCopyable {
    private var current = SIMD4<UInt16>.zero
    private var previous = SIMD4<UInt16>.zero

    mutating func add() {
        for lane in 0..<4 where current[lane] != .max { current[lane] += 1 }
    }

    mutating func turn(_ turn: WindowTurn) {
        for lane in 0..<4 {
            if turn.keep[lane] != 0 { continue }
            previous[lane] = turn.move[lane] == 0 ? 0 : current[lane]
            current[lane] = 0
        }
    }

    func sum(_ lane: Int) -> Double { Double(current[lane]) + Double(previous[lane]) }
}

/// A register of a set's sketch over every span, as `CounterRow`, in eight bytes: the greatest rank in the half that is
/// filling from bit 0, in the one before from bit 32. A second has none before; there stands which register it is, or, where
/// all 64 lie in their order, in which second the register last took a value, by the low bits of its number.
struct SketchRow: BitwiseCopyable {
    private var bits: UInt64 = 0

    /// The register `place`, or any in its place that took a value in the second `place`; nothing is in it.
    init(place: UInt8) { bits = UInt64(place) << 32 }

    /// Which of 64.
    var place: UInt8 { UInt8(truncatingIfNeeded: bits >> 32) }

    /// Takes in a rank: 1…59.
    @inline(__always)
    mutating func insert(_ rank: UInt8) {
        let ranks = UInt64(rank) &* 0x0101_0101
        // Of bytes below 128: the high bit stays where the register is at least as great.
        let greater = ((bits | 0x8080_8080) &- ranks) & 0x8080_8080
        let mask = (greater >> 7) &* 0xFF
        bits = (bits & (mask | 0xFFFF_FFFF_0000_0000)) | (ranks & ~mask & 0xFFFF_FFFF)
    }

    /// The same of a register in its place, which need not have been turned to the second.
    @inline(__always)
    mutating func insert(_ rank: UInt8, in second: UInt8) {
        if place != second { bits = bits & 0xFFFF_FF00_FFFF_FF00 | UInt64(second) << 32 }
        insert(rank)
    }

    /// The same register as one in its place that took a value in a second.
    func placed(in second: UInt8) -> SketchRow {
        var row = self
        row.bits = bits & 0xFFFF_FF00_FFFF_FFFF | UInt64(second) << 32
        return row
    }

    @inline(__always)
    func turned(_ turn: SketchTurn) -> SketchRow {
        var row = self
        row.bits = (bits & turn.keep) | (bits & turn.move) << 32
        return row
    }

    /// The greatest rank over a span; 0 where there is none.
    @inline(__always)
    func rank(_ lane: Int) -> UInt64 {
        let current = bits >> UInt64(lane * 8) & 0xFF
        return lane == 0 ? current : max(current, bits >> UInt64(lane * 8 + 32) & 0xFF)
    }

    /// The same of a register in its place, as seen from a second.
    @inline(__always)
    func rank(_ lane: Int, in second: UInt8) -> UInt64 { lane == 0 && place != second ? 0 : rank(lane) }
}

/// A turn as it is done to the bytes of a register.
struct SketchTurn {
    private(set) var keep: UInt64 = 0xFF << 32
    private(set) var move: UInt64 = 0

    /// From the half of ten seconds in which the set last took a value to another; another second in any case.
    init(from old: Int64, to new: Int64) {
        let turn = WindowTurn(from: old, to: new)
        for lane in 1..<4 {
            let byte = UInt64(0xFF) << UInt64(lane * 8)
            if turn.keep[lane] != 0 { keep |= byte | byte << 32 }
            if turn.move[lane] != 0 { move |= byte }
        }
    }

    private init() {}

    /// No turn at all.
    static var none: SketchTurn {
        var turn = SketchTurn()
        turn.keep = .max
        return turn
    }
}
