/// A PPPoE session header and the PPP protocol behind it (RFC 2516 §4, RFC 1661 §2): 8 octets.
package struct PPPoEHeader: ~Escapable {
    /// Octets of PPPoE and the protocol field together.
    package static let length = 8
    private let octets: Span<UInt8>

    /// A view of what follows the EtherType; nil where it is cut.
    @_lifetime(copy octets)
    package init?(_ octets: Span<UInt8>) {
        guard octets.count >= Self.length else { return nil }
        self.octets = octets
    }

    /// Whether this is version 1, type 1, code 0: session data.
    package var isSessionData: Bool { octets.uint16(at: 0) == 0x1100 }

    /// The EtherType of what PPP carries; nil for its own control protocols.
    package var type: EtherType? {
        switch octets.uint16(at: 6) {
        case 0x0021: .ipv4
        case 0x0057: .ipv6
        case 0x0281: .mpls
        default: nil
        }
    }
}

extension PacketDecoder {
    static func pppoe(_ rest: borrowing Remainder, _ header: inout PacketHeader) throws(DecodeError) {
        guard let session = PPPoEHeader(rest.octets) else { throw .linkTruncated }
        guard session.isSessionData, let type = session.type else { throw .unsupportedEtherType }
        try payload(of: type, rest.dropping(PPPoEHeader.length), &header)
    }
}
