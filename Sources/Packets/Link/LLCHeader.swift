/// An LLC header with the SNAP extension (IEEE 802 §9.2.3, RFC 1042): 8 octets.
package struct LLCHeader: ~Escapable {
    /// Octets of LLC and SNAP together.
    package static let length = 8
    private let octets: Span<UInt8>

    /// A view of what follows an 802.3 length; nil where it is cut.
    @_lifetime(copy octets)
    package init?(_ octets: Span<UInt8>) {
        guard octets.count >= Self.length else { return nil }
        self.octets = octets
    }

    /// Whether this is SNAP (both service access points 0xAA, unnumbered) with an EtherType (organization 0).
    package var isSNAP: Bool {
        octets.uint32(at: 0) == 0xAAAA_0300 && octets.uint16(at: 4) == 0
    }

    /// Type of the payload; meaningless where `isSNAP` is false.
    package var type: EtherType { EtherType(rawValue: octets.uint16(at: 6)) }
}

extension PacketDecoder {
    /// SNAP is followed; spanning tree and the other users of bare LLC carry no IP.
    static func llc(_ rest: borrowing Remainder, _ header: inout PacketHeader) throws(DecodeError) {
        guard let llc = LLCHeader(rest.octets) else { throw .linkTruncated }
        // A length within SNAP would lead back here: without this a crafted frame recurses.
        guard llc.isSNAP, !llc.type.isLength else { throw .unsupportedEtherType }
        let type = llc.type
        try payload(of: type, rest.dropping(LLCHeader.length), &header)
    }
}
