/// An SCTP packet (RFC 9260 §3.1): 12 octets of common header.
package struct SCTPPacket: ~Escapable {
    /// Octets of the common header.
    package static let headerLength = 12
    private let octets: Span<UInt8>

    /// A view of a packet's captured octets; nil where its common header is cut.
    @_lifetime(copy octets)
    package init?(_ octets: Span<UInt8>) {
        guard octets.count >= Self.headerLength else { return nil }
        self.octets = octets
    }

    /// Source port.
    package var sourcePort: UInt16 { octets.uint16(at: 0) }
    /// Destination port.
    package var destinationPort: UInt16 { octets.uint16(at: 2) }
}

extension PacketDecoder {
    static func sctp(_ rest: borrowing Remainder, _ header: inout PacketHeader) throws(DecodeError) {
        guard let packet = SCTPPacket(rest.octets) else {
            try tooShort(rest, headerLength: SCTPPacket.headerLength, hasPorts: true, .sctpTruncated, &header)
            return
        }
        header.sourcePort = packet.sourcePort
        header.destinationPort = packet.destinationPort
        header.setPayload(of: rest, after: SCTPPacket.headerLength)
    }
}
