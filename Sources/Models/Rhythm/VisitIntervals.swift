/// The last 32 intervals between visits, in 64 bytes: from a millisecond to years, each within 0.4 %.
///
/// An interval is kept as the upper half of a 32-bit float (bfloat16), so that seconds and days need no scale of their own.
public struct VisitIntervals: BitwiseCopyable, Sendable {
    /// Intervals kept.
    public static let capacity = 32

    private var kept = InlineArray<32, UInt16>(repeating: 0)
    private var next: UInt8 = 0
    private var known: UInt8 = 0

    public init() {}

    /// Intervals known: 0…32.
    public var count: Int { Int(known) }

    /// Notes the seconds since the last visit. Returns false where that is no visit of its own but belongs to the last one,
    /// which opens several connections: then the next interval counts from the same visit.
    public mutating func append(_ seconds: Float) -> Bool {
        guard seconds >= max(Self.shortest, burstGap), seconds <= Self.longest else { return false }
        // Rounded to the nearest: half of what is cut off is added first. It cannot reach the sign.
        kept[Int(next)] = UInt16(truncatingIfNeeded: (seconds.bitPattern &+ 0x8000) >> 16)
        next = (next &+ 1) & 31
        if known < 32 { known += 1 }
        return true
    }

    /// Seconds that visits lie apart at least.
    private static let shortest: Float = 1
    /// Seconds beyond which a clock is wrong: some thirty thousand years, so that no sum reaches infinity.
    private static let longest: Float = 1e12
    /// Intervals by which it is told what a visit of this pair is.
    private static let recent = 8

    /// A tenth of the second longest of the latest intervals: one pause says nothing of the visits after it.
    private var burstGap: Float {
        guard count >= 2 else { return 0 }
        var (longest, second): (Float, Float) = (0, 0)
        for age in 0..<min(count, Self.recent) {
            let value = self[count - 1 - age]
            second = max(second, min(value, longest))
            longest = max(longest, value)
        }
        return second / 10
    }

    /// Interval by age in seconds: 0 is the oldest that is kept.
    public subscript(index: Int) -> Float {
        let place = (Int(next) + Self.capacity - count + index) % Self.capacity
        return Float(bitPattern: UInt32(kept[place]) << 16)
    }
}
