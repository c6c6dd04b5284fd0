/// A header of generic routing encapsulation (RFC 2784 §2.1, RFC 2890 §2; of PPTP, RFC 2637 §4.1): 4…20 octets.
package struct GREHeader: ~Escapable {
    private let octets: Span<UInt8>

    /// A view of a GRE packet's captured octets; nil where its header is cut.
    @_lifetime(copy octets)
    package init?(_ octets: Span<UInt8>) {
        guard octets.count >= 4, octets.count >= Self.length(flags: octets.uint16(at: 0)) else { return nil }
        self.octets = octets
    }

    /// Each of checksum, key and sequence number has a flag and 4 octets; so has PPTP's acknowledgement.
    private static func length(flags: UInt16) -> Int {
        let acknowledgment: UInt16 = flags & 0x0007 == 1 ? 0x0080 : 0
        return 4 + (flags & (0x8000 | 0x2000 | 0x1000 | acknowledgment)).nonzeroBitCount * 4
    }

    /// Octets of the header with its optional words.
    package var length: Int { Self.length(flags: octets.uint16(at: 0)) }
    /// Version: 0, or 1 for PPTP (RFC 2637 §4.1).
    package var version: UInt8 { octets[1] & 0x07 }
    /// Whether RFC 1701's source route follows, of which the header's length says nothing.
    package var hasRouting: Bool { octets[0] & 0x40 != 0 }
    /// Type of the payload.
    package var type: EtherType { EtherType(rawValue: octets.uint16(at: 2)) }
    /// The key, or 0 where there is none.
    package var key: UInt32 {
        guard octets[0] & 0x20 != 0 else { return 0 }
        let offset = octets[0] & 0x80 != 0 ? 8 : 4
        return octets.count >= offset + 4 ? octets.uint32(at: offset) : 0
    }
}

extension PacketDecoder {
    /// Follows GRE to IP, MPLS or a bridged frame; anything else (PPTP, keepalives) is metered as GRE itself.
    static func gre(_ rest: borrowing Remainder, _ header: inout PacketHeader) throws(DecodeError) {
        guard let gre = GREHeader(rest.octets) else { throw .greTruncated }
        let length = gre.length
        let type = gre.type
        guard gre.version == 0, !gre.hasRouting, type.isFollowedInGRE else {
            header.setPayload(of: rest, after: length)
            return
        }
        let inner = try enter(.gre, identifier: gre.key, rest.dropping(length), &header)
        if type == .bridgedEthernet {
            try ethernet(inner, &header)
        } else {
            try payload(of: type, inner, &header)
        }
    }
}

extension EtherType {
    fileprivate var isFollowedInGRE: Bool {
        switch self {
        case .ipv4, .ipv6, .bridgedEthernet, .mpls, .mplsUpstream: true
        default: false
        }
    }
}
