import Packets

/// Addresses from a first to a last one, both included, of one family.
struct AddressRange: Hashable {
    /// Numbers of the addresses in their IPv6 form.
    var first: UInt128
    var last: UInt128

    init(first: UInt128, last: UInt128) {
        self.first = first
        self.last = last
    }

    init(_ prefix: IPPrefix) {
        first = UInt128(prefix.address.high) << 64 | UInt128(prefix.address.low)
        last = first | Self.hostBits(128 - Int(prefix.mappedLength))
    }

    func contains(_ other: AddressRange) -> Bool { first <= other.first && other.last <= last }

    /// Calls `body` with the fewest blocks that together are the range, in ascending order: at most 254.
    ///
    /// A range of IPv6 leaves out what would be IPv4 in its mapped form: `::/0` without one of its addresses must not turn
    /// into a list with 0.0.0.0/0 in it. The numbers alone do not tell the family.
    func forEachBlock(isIPv4: Bool, _ body: (IPPrefix) -> Void) {
        var next = first
        while true {
            let room = last - next
            // The largest block that begins here and does not go beyond the end.
            var size = next == 0 ? 128 : next.trailingZeroBitCount
            while Self.hostBits(size) > room { size -= 1 }
            let address = IPAddress(
                high: UInt64(truncatingIfNeeded: next >> 64), low: UInt64(truncatingIfNeeded: next))
            if isIPv4 {
                if let block = IPPrefix(address, length: 32 - size) { body(block) }
            } else if !(address.isIPv4 && size <= 32), let block = IPPrefix(address, length: 128 - size) {
                body(block)
            }
            if Self.hostBits(size) == room { return }
            next += Self.hostBits(size) + 1
        }
    }

    /// A number whose lowest `count` bits are set, 0…128.
    private static func hostBits(_ count: Int) -> UInt128 { count >= 128 ? .max : (1 << UInt128(count)) - 1 }
}
