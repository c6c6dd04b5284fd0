/// An IPv6 extension header (RFC 8200 §4): of 8 octets and more.
package struct IPv6Extension: ~Escapable {
    private let octets: Span<UInt8>
    private let kind: IPProtocol

    /// A view of the header of `kind` at the front of `octets`; nil where it is cut.
    @_lifetime(copy octets)
    package init?(_ kind: IPProtocol, _ octets: Span<UInt8>) {
        guard octets.count >= 8, octets.count >= Self.length(kind, octets[1]) else { return nil }
        self.octets = octets
        self.kind = kind
    }

    /// Authentication counts in units of 4 octets less 2 (RFC 4302 §2.2), the others in units of 8 less 1;
    /// a fragment header is of 8 and has no such field.
    private static func length(_ kind: IPProtocol, _ field: UInt8) -> Int {
        switch kind {
        case .ipv6Fragment: 8
        case .ah: max(8, (Int(field) + 2) * 4)
        default: (Int(field) + 1) * 8
        }
    }

    /// Octets of the header.
    package var length: Int { Self.length(kind, octets[1]) }
    /// The next extension header or the transport.
    package var nextHeader: IPProtocol { IPProtocol(rawValue: octets[0]) }
    /// Of a fragment header: where the fragment's octets begin in the datagram, in octets.
    package var fragmentOffset: Int { Int(octets.uint16(at: 2) & 0xFFF8) }
    /// Of a fragment header: whether more fragments follow.
    package var moreFragments: Bool { octets[3] & 1 == 1 }
    /// Of a fragment header: identification, which the fragments of one datagram share.
    package var identification: UInt32 { octets.uint32(at: 4) }
}

extension IPProtocol {
    /// Whether this is an extension header that tells what follows it; ESP does not.
    @inline(__always)
    package var isIPv6Extension: Bool {
        switch self {
        case .hopByHop, .ipv6Routing, .ipv6Fragment, .ipv6Destination, .ah: true
        default: false
        }
    }
}

extension PacketDecoder {
    /// Extension headers in a packet that are followed; one more is `DecodeError.ipv6ExtensionsTooMany`.
    package static let maximumExtensions = 8

    @inline(never)
    static func extensions(
        _ first: IPProtocol, _ rest: borrowing Remainder, _ header: inout PacketHeader
    ) throws(DecodeError) {
        var kind = first
        var offset = 0
        for _ in 0..<maximumExtensions {
            guard let part = IPv6Extension(kind, rest.octets.extracting(droppingFirst: offset)) else {
                throw .ipv6ExtensionTruncated
            }
            offset += part.length
            // An "atomic" fragment, offset 0 and none to come, is whole (RFC 6946).
            if kind == .ipv6Fragment, part.moreFragments || part.fragmentOffset > 0 {
                header.note(
                    fragmentAt: part.fragmentOffset, octets: rest.length - offset, header: 0,
                    identification: part.identification)
            }
            kind = part.nextHeader
            // What follows a later fragment's header is the middle of something.
            if !kind.isIPv6Extension || header.fragment == .later {
                try transport(kind, rest.dropping(offset), &header)
                return
            }
        }
        throw .ipv6ExtensionsTooMany
    }
}
