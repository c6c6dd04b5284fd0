extension DNSName {
    /// A 64-bit hash of the lowercased labels from `start` on; O(octets).
    ///
    /// FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/) with MurmurHash3's finalizer, which spreads it over all bits
    /// as sketches need.
    /// It has no key: fit for counting distinct names, not for a table that must stand against chosen ones.
    func hash(from start: Int) -> UInt64 {
        var hash = Self.basis
        var index = start
        while index < count {
            hash = (hash ^ UInt64(octets[index].lowercasedASCII)) &* Self.prime
            index += 1
        }
        return Self.finished(hash)
    }

    /// The hash of a name in lower case in wire form.
    static func hash(of wire: String) -> UInt64 {
        finished(wire.utf8.reduce(basis) { ($0 ^ UInt64($1)) &* prime })
    }

    private static var basis: UInt64 { 0xCBF2_9CE4_8422_2325 }
    private static var prime: UInt64 { 0x0000_0100_0000_01B3 }

    private static func finished(_ hash: UInt64) -> UInt64 {
        var mixed = hash
        mixed = (mixed ^ mixed >> 33) &* 0xFF51_AFD7_ED55_8CCD
        mixed = (mixed ^ mixed >> 33) &* 0xC4CE_B9FE_1A85_EC53
        return mixed ^ mixed >> 33
    }
}
