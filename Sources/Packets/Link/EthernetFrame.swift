/// An Ethernet II or IEEE 802.3 frame without preamble (IEEE 802.3 §3.1.1): 14 octets of header.
package struct EthernetFrame: ~Escapable {
    /// Octets of the header.
    package static let headerLength = 14
    private let octets: Span<UInt8>

    /// A view of a frame's captured octets; nil where its header is cut.
    @inline(__always)
    @_lifetime(copy octets)
    package init?(_ octets: Span<UInt8>) {
        guard octets.count >= Self.headerLength else { return nil }
        self.octets = octets
    }

    /// Destination address in the low 48 bits.
    @inline(__always)
    package var destination: UInt64 { octets.uint48(at: 0) }
    /// Source address in the low 48 bits.
    @inline(__always)
    package var source: UInt64 { octets.uint48(at: 6) }
    /// Type of the payload, or the length of an 802.3 frame.
    @inline(__always)
    package var type: EtherType { EtherType(rawValue: octets.uint16(at: 12)) }
}

extension PacketDecoder {
    @inline(__always)
    static func ethernet(_ rest: borrowing Remainder, _ header: inout PacketHeader) throws(DecodeError) {
        guard let frame = EthernetFrame(rest.octets) else { throw .linkTruncated }
        header.destinationMAC = frame.destination
        header.sourceMAC = frame.source
        try payload(of: frame.type, rest.dropping(EthernetFrame.headerLength), &header)
    }
}
