/// An LLC header (IEEE 802.2 §3.2) of 3 octets or, with the SNAP extension (IEEE 802 §9.2.3, RFC 1042), 8.
package struct LLCHeader: ~Escapable {
    /// Octets of LLC and SNAP together.
    package static let lengthWithSNAP = 8
    private let octets: Span<UInt8>

    /// A view of what follows an 802.3 length; nil where it is cut.
    @_lifetime(copy octets)
    package init?(_ octets: Span<UInt8>) {
        guard octets.count >= 3, octets.count >= Self.lengthWithSNAP || !Self.isSNAP(octets) else { return nil }
        self.octets = octets
    }

    /// Whether both service access points are SNAP's and the control field says "unnumbered".
    private static func isSNAP(_ octets: Span<UInt8>) -> Bool { octets.uint24(at: 0) == 0xAAAA03 }

    /// The EtherType of a SNAP payload; nil for bare LLC and for other organizations' types.
    package var type: EtherType? {
        guard Self.isSNAP(octets), octets.uint24(at: 3) == 0 else { return nil }
        return EtherType(rawValue: octets.uint16(at: 6))
    }
}

extension PacketDecoder {
    /// SNAP is followed; spanning tree and the other users of bare LLC carry no IP.
    static func llc(_ rest: borrowing Remainder, _ header: inout PacketHeader) throws(DecodeError) {
        guard let llc = LLCHeader(rest.octets) else { throw .linkTruncated }
        // A length within SNAP would lead back here: without this a crafted frame recurses.
        guard let type = llc.type, !type.isLength else { throw .unsupportedEtherType }
        try payload(of: type, rest.dropping(LLCHeader.lengthWithSNAP), &header)
    }
}
