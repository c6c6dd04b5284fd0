/// What several digests of one second add up to, so that each row is turned and added to but once.
struct DigestSum: BitwiseCopyable {
    private var counts = InlineArray<64, UInt32>(repeating: 0)
    private var octets = InlineArray<5, UInt64>(repeating: 0)
    /// Those that some digest named, bit by bit; an amount may be 0 all the same.
    private(set) var countsInUse: UInt64 = 0
    private var octetsInUse: UInt8 = 0

    /// Counters stop at their maximum; nothing reaches that of octets.
    @inline(__always)
    mutating func add(_ digest: FlowDigest) {
        digest.forEachCount { place, amount in
            let (sum, overflow) = counts[place].addingReportingOverflow(amount)
            counts[place] = overflow ? .max : sum
            countsInUse |= 1 << UInt64(place)
        }
        digest.forEachOctets { place, amount in
            octets[place] &+= amount
            octetsInUse |= 1 << UInt8(place)
        }
    }

    /// Takes one counter's sum out; nil when there is none left.
    @inline(__always)
    mutating func takeCount() -> (place: Int, amount: UInt32)? {
        guard countsInUse != 0 else { return nil }
        let place = countsInUse.trailingZeroBitCount
        countsInUse &= countsInUse &- 1
        defer { counts[place] = 0 }
        return (place, counts[place])
    }

    /// The same of octets.
    @inline(__always)
    mutating func takeOctets() -> (place: Int, amount: UInt64)? {
        guard octetsInUse != 0 else { return nil }
        let place = octetsInUse.trailingZeroBitCount
        octetsInUse &= octetsInUse &- 1
        defer { octets[place] = 0 }
        return (place, octets[place])
    }
}
