/// A UDP datagram (RFC 768): 8 octets of header.
package struct UDPDatagram: ~Escapable {
    /// Octets of the header.
    package static let headerLength = 8
    private let octets: Span<UInt8>

    /// A view of a datagram's captured octets; nil where its header is cut.
    @inline(__always)
    @_lifetime(copy octets)
    package init?(_ octets: Span<UInt8>) {
        guard octets.count >= Self.headerLength else { return nil }
        self.octets = octets
    }

    /// Source port.
    @inline(__always)
    package var sourcePort: UInt16 { octets.uint16(at: 0) }
    /// Destination port.
    @inline(__always)
    package var destinationPort: UInt16 { octets.uint16(at: 2) }
    /// Octets of the datagram with its header; 0 in a jumbogram (RFC 2675 §4).
    @inline(__always)
    package var length: Int { Int(octets.uint16(at: 4)) }
}

extension PacketDecoder {
    @inline(__always)
    static func udp(_ rest: borrowing Remainder, _ header: inout PacketHeader) throws(DecodeError) {
        guard let datagram = UDPDatagram(rest.octets) else {
            try tooShort(rest, headerLength: UDPDatagram.headerLength, hasPorts: true, .udpTruncated, &header)
            return
        }
        header.sourcePort = datagram.sourcePort
        header.destinationPort = datagram.destinationPort
        if header.sourcePort == 0 || header.destinationPort == 0 { header.oddities.insert(.portZero) }
        header.setPayload(of: rest, after: UDPDatagram.headerLength)
        try checkLength(datagram.length, rest, &header)
        if header.fragment == .none {
            followTunnel(rest, &header)
        }
    }

    /// A first fragment's length is the whole datagram's, so that it says nothing about the fragment.
    @inline(__always)
    private static func checkLength(
        _ length: Int, _ rest: borrowing Remainder, _ header: inout PacketHeader
    ) throws(DecodeError) {
        if length == rest.length { return }
        let isJumbogram = length == 0 && rest.length > 65_535
        guard length >= UDPDatagram.headerLength || isJumbogram else { throw .udpMalformed }
        if header.fragment == .none, !isJumbogram { header.oddities.insert(.udpLengthMismatch) }
    }

    @inline(__always)
    private static func followTunnel(_ rest: borrowing Remainder, _ header: inout PacketHeader) {
        if VXLANHeader.uses(port: header.destinationPort) {
            _ = vxlan(rest.dropping(UDPDatagram.headerLength), &header)
        } else if header.destinationPort == GeneveHeader.port {
            _ = geneve(rest.dropping(UDPDatagram.headerLength), &header)
        }
    }
}
