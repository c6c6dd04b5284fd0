/// What becomes of an entity's windows between two seconds in which it was touched.
///
/// A window slides by half its span: what it covers is the half that is filling and the one before, so that between half
/// and all of the span has been seen and a burst of half a span always lies in one window. Halves are counted from the
/// epoch. In the next half what filled becomes what was before; later both are gone.
struct WindowTurn {
    /// Lanes that stay as they are: all bits set. The lane of the second never does.
    private(set) var keep = SIMD4<UInt32>(0, .max, .max, .max)
    /// Lanes whose filling half becomes the one before.
    private(set) var move = SIMD4<UInt32>.zero
    /// Only the second is another: every half goes on.
    let isWithinHalves: Bool
    /// Nothing of any window is left.
    private(set) var isReset = false
    /// The longest window turned, so that some of what it held may be gone.
    private(set) var mayEmpty = false

    init(from last: Int64, to now: Int64) {
        let (old, new) = (last / 5, now / 5)
        isWithinHalves = old == new
        if isWithinHalves { return }
        turn(1, old, new)
        turn(2, old / 6, new / 6)
        let (oldest, newest) = (old / 60, new / 60)
        turn(3, oldest, newest)
        mayEmpty = oldest != newest
        isReset = mayEmpty && newest != oldest &+ 1
    }

    private mutating func turn(_ lane: Int, _ old: Int64, _ new: Int64) {
        if old == new { return }
        keep[lane] = 0
        if new == old &+ 1 { move[lane] = .max }
    }
}
