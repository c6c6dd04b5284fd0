/// A counter over every span, in the order of `WindowSpan.lane`: the half that is filling, and the one before, which a
/// second has not.
///
/// All that is counted at once lies in half a cache line, so that an event costs one line and not one a span.
struct CounterRow: BitwiseCopyable {
    private(set) var current = SIMD4<UInt32>.zero
    private(set) var previous = SIMD4<UInt32>.zero

    /// Adds, and stops at the maximum.
    @inline(__always)
    mutating func add(_ amount: UInt32) {
        // The longer span holds all of the shorter ones: where it does not overflow, none does.
        if current[3] > .max - amount {
            for lane in 0..<4 { current[lane] = current[lane] > .max - amount ? .max : current[lane] &+ amount }
        } else {
            current &+= SIMD4(repeating: amount)
        }
    }

    @inline(__always)
    mutating func turn(_ turn: WindowTurn) {
        previous = (previous & turn.keep) | (current & turn.move)
        current &= turn.keep
    }

    var isEmpty: Bool { current == .zero && previous == .zero }

    /// The amount over a span.
    @inline(__always)
    func sum(_ lane: Int) -> Double { Double(UInt64(current[lane]) + UInt64(previous[lane])) }

    /// Whether some span has at least so much; the sums stop at the maximum.
    @inline(__always)
    func reaches(_ least: SIMD4<UInt32>) -> Bool {
        for lane in 0..<4 {
            let (sum, overflow) = current[lane].addingReportingOverflow(previous[lane])
            if overflow || sum >= least[lane] { return true }
        }
        return false
    }
}

/// Octets over every span, as `CounterRow`. Sums wrap; nothing reaches that.
struct OctetRow: BitwiseCopyable {
    private(set) var current = SIMD4<UInt64>.zero
    private(set) var previous = SIMD4<UInt64>.zero

    @inline(__always)
    mutating func add(_ amount: UInt64) { current &+= SIMD4(repeating: amount) }

    mutating func turn(_ turn: WindowTurn) {
        for lane in 0..<4 {
            let keep = turn.keep[lane] == 0 ? 0 : UInt64.max
            let move = turn.move[lane] == 0 ? 0 : UInt64.max
            previous[lane] = (previous[lane] & keep) | (current[lane] & move)
            current[lane] &= keep
        }
    }

    var isEmpty: Bool { current == .zero && previous == .zero }

    @inline(__always)
    func sum(_ lane: Int) -> UInt64 { current[lane] &+ previous[lane] }
}

/// A defect's packets over every span, as `CounterRow`, up to 65,535 a half.
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
/// filling from bit 0, in the one before from bit 32. A second has none before; there stands which register it is.
struct SketchRow: BitwiseCopyable {
    private var bits: UInt64 = 0

    /// The register `place`, in which nothing is.
    init(place: Int) { bits = UInt64(place) << 32 }

    /// Which of 64.
    var place: Int { Int(bits >> 32 & 0xFF) }

    /// Takes in a rank: 1…59.
    @inline(__always)
    mutating func insert(_ rank: UInt8) {
        let ranks = UInt64(rank) &* 0x0101_0101
        // Of bytes below 128: the high bit stays where the register is at least as great.
        let greater = ((bits | 0x8080_8080) &- ranks) & 0x8080_8080
        let mask = (greater >> 7) &* 0xFF
        bits = (bits & (mask | 0xFFFF_FFFF_0000_0000)) | (ranks & ~mask & 0xFFFF_FFFF)
    }

    @inline(__always)
    mutating func turn(_ turn: SketchTurn) {
        bits = (bits & turn.keep) | (bits & turn.move) << 32
    }

    /// Whether no span has anything.
    var isEmpty: Bool { bits & 0xFFFF_FF00_FFFF_FFFF == 0 }

    /// The greatest rank over a span; 0 where there is none.
    @inline(__always)
    func rank(_ lane: Int) -> UInt64 {
        let current = bits >> UInt64(lane * 8) & 0xFF
        return lane == 0 ? current : max(current, bits >> UInt64(lane * 8 + 32) & 0xFF)
    }
}

/// A turn as it is done to the bytes of a register.
struct SketchTurn {
    let keep: UInt64
    let move: UInt64

    init(_ turn: WindowTurn) {
        var (keep, move) = (UInt64(0), UInt64(0))
        for lane in 1..<4 {
            let byte = UInt64(0xFF) << UInt64(lane * 8)
            if turn.keep[lane] != 0 { keep |= byte | byte << 32 }
            if turn.move[lane] != 0 { move |= byte }
        }
        self.keep = keep | 0xFF << 32
        self.move = move
    }
}
