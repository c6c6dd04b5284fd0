/// A VXLAN header (RFC 7348 §5): 8 octets.
@usableFromInline package struct VXLANHeader: ~Escapable {
    /// Octets of the header.
    package static let length = 8
    private let octets: Span<UInt8>

    /// A view of a UDP payload; nil where the header is cut.
    @_lifetime(copy octets)
    package init?(_ octets: Span<UInt8>) {
        guard octets.count >= Self.length else { return nil }
        self.octets = octets
    }

    /// The I flag: whether the network identifier is valid, which RFC 7348 demands.
    package var isValid: Bool { octets[0] & 0x08 != 0 }
    /// The VXLAN network identifier, 24 bits.
    package var identifier: UInt32 { octets.uint24(at: 4) }

    /// The ports that carry it: IANA's 4789 and 8472, which Linux took before.
    @inlinable @inline(__always)
    static func uses(port: UInt16) -> Bool { port == 4789 || port == 8472 }
}

extension PacketDecoder {
    /// Follows VXLAN; false, with `header` as it was, where no frame is within, for a port alone proves nothing.
    static func vxlan(_ rest: borrowing Remainder, _ header: inout PacketHeader) -> Bool {
        guard let vxlan = VXLANHeader(rest.octets), vxlan.isValid else { return false }
        let outer = header
        do throws(DecodeError) {
            let inner = try enter(
                .vxlan, identifier: vxlan.identifier, rest.dropping(VXLANHeader.length), &header)
            try ethernet(inner, &header)
            return true
        } catch {
            header = outer
            return false
        }
    }
}
