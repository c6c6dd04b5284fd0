/// What becomes of an amount over every span from the five seconds in which it was last counted to later ones.
///
/// A window slides by half its span: what it covers is the half that is filling and the one before, so that between half
/// and all of the span has been seen and a burst of half a span always lies in one window. Halves are counted from the
/// epoch. In the next half what filled becomes what was before; later both are gone.
struct WindowTurn {
    /// Lanes that stay as they are: all bits set. The lane of the second never does.
    private(set) var keep = SIMD4<UInt32>(0, .max, .max, .max)
    /// Lanes whose filling half becomes the one before.
    private(set) var move = SIMD4<UInt32>.zero

    /// From one half of ten seconds, counted from the epoch, to another.
    init(from old: Int64, to new: Int64) {
        turn(1, old, new)
        turn(2, old / 6, new / 6)
        turn(3, old / 60, new / 60)
    }

    /// The half of ten seconds that a second since the epoch lies in.
    static func half(of second: Int64) -> Int64 { second / 5 }

    /// Whether nothing that was counted in one half of ten seconds is left of in another.
    static func isReset(from old: Int64, to new: Int64) -> Bool {
        let (old, new) = (old / 60, new / 60)
        return new != old && new != old &+ 1
    }

    private mutating func turn(_ lane: Int, _ old: Int64, _ new: Int64) {
        if old == new { return }
        keep[lane] = 0
        if new == old &+ 1 { move[lane] = .max }
    }
}

/// A half of ten seconds as rows keep it: the low half of its number.
typealias HalfStamp = UInt32

extension HalfStamp {
    init(_ half: Int64) { self.init(truncatingIfNeeded: half) }

    /// The latest half with this stamp up to `half`.
    func half(before half: Int64) -> Int64 { half &- Int64(HalfStamp(half) &- self) }
}
