/// Finds the slot of a key: open addressing with linear probing and backward-shift deletion, of fixed size.
///
/// An entry is the low half of the key's hash beside slot + 1; a whole entry is empty where it is 0. The caller keeps keys
/// and hashes in the slots. At most half full, so a probe takes 1.5 steps on average (Knuth, TAOCP 6.4). The hash is to be
/// keyed where keys come from outside.
public struct HashIndex: ~Copyable {
    @usableFromInline var entries: FixedBuffer<UInt64>
    @usableFromInline let mask: Int

    /// Room for `capacity` slots: at least a third more entries of eight bytes.
    public init(capacity: Int, in memory: TableMemory? = nil) {
        precondition(capacity > 0 && capacity < 1 << 30)
        var count = 8
        while count * 3 < capacity * 4 { count *= 2 }
        entries = FixedBuffer(count: count, zero: 0, in: memory)
        entries.populateIfSmall()
        mask = count - 1
    }

    public var bytes: Int { entries.bytes }

    /// Asks the processor for the place of a hash, ahead of `find`.
    @inlinable @inline(__always)
    public func prefetch(_ hash: UInt64) {
        entries.prefetch(Int(UInt32(truncatingIfNeeded: hash)) & mask)
    }

    /// The slot with this hash whose key `matches`, or nil.
    @inlinable @inline(__always)
    public func find(hash: UInt64, matches: (Int) -> Bool) -> Int? {
        let tag = UInt64(truncatingIfNeeded: UInt32(truncatingIfNeeded: hash))
        var place = Int(tag) & mask
        while true {
            let entry = entries[place]
            if entry == 0 { return nil }
            if entry >> 32 == tag {
                let slot = Int(entry & 0xFFFF_FFFF) - 1
                if matches(slot) { return slot }
            }
            place = (place + 1) & mask
        }
    }

    /// Enters a slot whose key is not in the index.
    @inlinable
    public mutating func insert(hash: UInt64, slot: Int) {
        let tag = UInt64(truncatingIfNeeded: UInt32(truncatingIfNeeded: hash))
        var place = Int(tag) & mask
        while entries[place] != 0 { place = (place + 1) & mask }
        entries[place] = tag << 32 | UInt64(slot + 1)
    }

    /// Takes a slot out that was entered with this hash (TAOCP 6.4, algorithm R): no tombstones, so lookups never slow down.
    @inlinable
    public mutating func remove(hash: UInt64, slot: Int) {
        let tag = UInt64(truncatingIfNeeded: UInt32(truncatingIfNeeded: hash))
        var gap = Int(tag) & mask
        while entries[gap] != tag << 32 | UInt64(slot + 1) { gap = (gap + 1) & mask }
        var next = (gap + 1) & mask
        while entries[next] != 0 {
            let home = Int(entries[next] >> 32) & mask
            if (next &- home) & mask >= (next &- gap) & mask {
                entries[gap] = entries[next]
                gap = next
            }
            next = (next + 1) & mask
        }
        entries[gap] = 0
    }
}
