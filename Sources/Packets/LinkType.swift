/// A link-layer header type (https://www.tcpdump.org/linktypes.html), as capture files number them.
public struct LinkType: RawRepresentable, Hashable, Sendable, BitwiseCopyable {
    public var rawValue: UInt32
    @inlinable
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// BSD loopback: a 4-octet address family in the byte order of the machine that captured.
    public static let null = LinkType(rawValue: 0)
    public static let ethernet = LinkType(rawValue: 1)
    /// Raw IP as some older systems number it in files (DLT_RAW: 12 on most, 14 on OpenBSD).
    public static let rawBSD = LinkType(rawValue: 12)
    public static let rawOpenBSD = LinkType(rawValue: 14)
    /// Raw IPv4 or IPv6.
    public static let raw = LinkType(rawValue: 101)
    /// OpenBSD loopback: a 4-octet address family, big-endian.
    public static let loop = LinkType(rawValue: 108)
    /// Linux "cooked" v1.
    public static let linuxCooked = LinkType(rawValue: 113)
    public static let ipv4 = LinkType(rawValue: 228)
    public static let ipv6 = LinkType(rawValue: 229)
    /// Linux "cooked" v2.
    public static let linuxCooked2 = LinkType(rawValue: 276)

    /// Whether `PacketDecoder` reads frames of this type.
    public var isSupported: Bool { Self.supported.contains(self) }

    /// Every type that `PacketDecoder` reads.
    public static let supported: [LinkType] = [
        .null, .ethernet, .rawBSD, .rawOpenBSD, .raw, .loop, .linuxCooked, .ipv4, .ipv6, .linuxCooked2,
    ]
}
