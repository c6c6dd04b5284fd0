/// Random numbers that are the same for the same seed (splitmix64), so that a failure can be run again.
public struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    /// Seeds that are neighbours give streams that have nothing in common.
    public init(seed: UInt64) {
        state = seed
        state = next() ^ seed << 32
    }

    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }

    /// True once in `many` times.
    public mutating func oneIn(_ many: Int) -> Bool { Int.random(in: 0..<many, using: &self) == 0 }
}
