/// A link-layer header type (https://www.tcpdump.org/linktypes.html), as capture files number them.
public struct LinkType: RawRepresentable, Hashable, Sendable, BitwiseCopyable {
    public var rawValue: UInt32
    @inlinable
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// BSD loopback: a 4-octet address family in the byte order of the machine that captured.
    @inlinable public static var null: LinkType { LinkType(rawValue: 0) }
    @inlinable public static var ethernet: LinkType { LinkType(rawValue: 1) }
    /// Raw IP as some older systems number it in files (DLT_RAW: 12 on most, 14 on OpenBSD).
    @inlinable public static var rawBSD: LinkType { LinkType(rawValue: 12) }
    @inlinable public static var rawOpenBSD: LinkType { LinkType(rawValue: 14) }
    /// Raw IPv4 or IPv6.
    @inlinable public static var raw: LinkType { LinkType(rawValue: 101) }
    /// OpenBSD loopback: a 4-octet address family, big-endian.
    @inlinable public static var loop: LinkType { LinkType(rawValue: 108) }
    /// Linux "cooked" v1.
    @inlinable public static var linuxCooked: LinkType { LinkType(rawValue: 113) }
    @inlinable public static var ipv4: LinkType { LinkType(rawValue: 228) }
    @inlinable public static var ipv6: LinkType { LinkType(rawValue: 229) }
    /// Linux "cooked" v2.
    @inlinable public static var linuxCooked2: LinkType { LinkType(rawValue: 276) }

    /// Whether `PacketDecoder` reads frames of this type.
    public var isSupported: Bool { Self.supported.contains(self) }

    /// Every type that `PacketDecoder` reads.
    public static let supported: [LinkType] = [
        .null, .ethernet, .rawBSD, .rawOpenBSD, .raw, .loop, .linuxCooked, .ipv4, .ipv6, .linuxCooked2,
    ]
}
