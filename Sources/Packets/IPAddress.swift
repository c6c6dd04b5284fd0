/// An IPv4 or IPv6 address.
///
/// Sixteen octets as two big-endian halves; IPv4 is kept as the IPv4-mapped form `::ffff:a.b.c.d` (RFC 4291 §2.5.5.2),
/// so one key serves both families. A mapped address on the wire therefore *is* its IPv4 address.
public struct IPAddress: Hashable, Sendable, BitwiseCopyable {
    /// The first eight octets, big-endian.
    public var high: UInt64
    /// The last eight octets, big-endian.
    public var low: UInt64

    @inlinable
    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// An IPv4 address from its 32 bits in host order: `0x0A000001` is 10.0.0.1.
    @inlinable
    public init(v4 bits: UInt32) {
        high = 0
        low = 0x0000_FFFF_0000_0000 | UInt64(bits)
    }

    /// The unspecified address `::`, which stands for "none".
    @inlinable public static var unspecified: IPAddress { IPAddress(high: 0, low: 0) }

    /// Whether this is an IPv4 address.
    @inlinable
    public var isIPv4: Bool { high == 0 && low >> 32 == 0xFFFF }

    /// The 32 bits of an IPv4 address in host order; meaningless where `isIPv4` is false.
    @inlinable
    public var v4Bits: UInt32 { UInt32(truncatingIfNeeded: low) }

    /// Multicast or, for IPv4, the limited broadcast address: 224.0.0.0/4, 255.255.255.255, ff00::/8.
    @inlinable
    public var isMulticastOrBroadcast: Bool {
        isIPv4 ? v4Bits >> 28 == 0xE || v4Bits == 0xFFFF_FFFF : high >> 56 == 0xFF
    }

    /// Link-local: 169.254.0.0/16 (RFC 3927), fe80::/10 (RFC 4291).
    @inlinable
    public var isLinkLocal: Bool {
        isIPv4 ? v4Bits >> 16 == 0xA9FE : high >> 54 == 0x3FA
    }

    /// Of a network that is not routed on the Internet: RFC 1918, shared 100.64.0.0/10 (RFC 6598), unique local fc00::/7
    /// (RFC 4193), link-local, loopback.
    @inlinable
    public var isPrivate: Bool {
        if isLinkLocal || isLoopback { return true }
        guard isIPv4 else { return high >> 57 == 0x7E }
        return v4Bits >> 24 == 10 || v4Bits >> 20 == 0xAC1 || v4Bits >> 16 == 0xC0A8 || v4Bits >> 22 == 0x191
    }

    /// Loopback: 127.0.0.0/8, ::1.
    @inlinable
    public var isLoopback: Bool {
        isIPv4 ? v4Bits >> 24 == 127 : high == 0 && low == 1
    }

    /// Unspecified: 0.0.0.0 or ::.
    @inlinable
    public var isUnspecified: Bool {
        self == .unspecified || self == IPAddress(v4: 0)
    }
}

extension IPAddress: Comparable {
    /// Octet order; every IPv4 address sorts as its mapped form.
    @inlinable @inline(__always)
    public static func < (left: IPAddress, right: IPAddress) -> Bool {
        left.high != right.high ? left.high < right.high : left.low < right.low
    }
}

extension IPAddress: CustomStringConvertible {
    /// Dotted decimal, or the canonical text of RFC 5952.
    public var description: String {
        if isIPv4 {
            let bits = v4Bits
            return "\(bits >> 24).\(bits >> 16 & 255).\(bits >> 8 & 255).\(bits & 255)"
        }
        let groups = (0..<8).map { index -> UInt16 in
            let half = index < 4 ? high : low
            return UInt16(truncatingIfNeeded: half >> UInt64(48 - 16 * (index % 4)))
        }
        let gap = Self.longestZeroRun(of: groups)
        let text = { (range: Range<Int>) in groups[range].map { String($0, radix: 16) }.joined(separator: ":") }
        guard let gap else { return text(0..<8) }
        return text(0..<gap.lowerBound) + "::" + text(gap.upperBound..<8)
    }

    /// The run that `::` replaces: the longest of two or more zero groups, the first of equals (RFC 5952 §4.2.3).
    private static func longestZeroRun(of groups: [UInt16]) -> Range<Int>? {
        var best: Range<Int>?
        var start = 0
        while start < 8 {
            var end = start
            while end < 8, groups[end] == 0 { end += 1 }
            if end - start > max(1, best?.count ?? 0) { best = start..<end }
            start = max(end, start + 1)
        }
        return best
    }
}
