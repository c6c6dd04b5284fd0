/// The header of BSD's loopback and tunnel devices: an address family of 4 octets
/// (https://www.tcpdump.org/linktypes.html, LINKTYPE_NULL and LINKTYPE_LOOP).
package struct LoopbackHeader: ~Escapable {
    /// Octets of the header.
    package static let length = 4
    private let octets: Span<UInt8>

    /// A view of a frame's captured octets; nil where the header is cut.
    @_lifetime(copy octets)
    package init?(_ octets: Span<UInt8>) {
        guard octets.count >= Self.length else { return nil }
        self.octets = octets
    }

    /// The address family, a small number; NULL is in the byte order of the machine that captured, so the order
    /// that makes it small is the right one.
    package var family: UInt32 {
        let family = octets.uint32(at: 0)
        return family <= 0xFFFF ? family : family.byteSwapped
    }

    /// IPv4 is 2 everywhere.
    package var isIPv4: Bool { family == 2 }
    /// IPv6 is 10 on Linux, 23 on Windows, 24 on NetBSD and OpenBSD, 28 on FreeBSD, 30 on Darwin.
    package var isIPv6: Bool {
        switch family {
        case 10, 23, 24, 28, 30: true
        default: false
        }
    }
}

extension PacketDecoder {
    static func loopback(_ rest: borrowing Remainder, _ header: inout PacketHeader) throws(DecodeError) {
        guard let loopback = LoopbackHeader(rest.octets) else { throw .linkTruncated }
        let packet = rest.dropping(LoopbackHeader.length)
        if loopback.isIPv4 {
            try ipv4(packet, &header)
        } else if loopback.isIPv6 {
            try ipv6(packet, &header)
        } else {
            throw .unsupportedEtherType
        }
    }
}
