/// An IPv6 packet (RFC 8200 §3): 40 octets of header, then extension headers.
package struct IPv6Packet: ~Escapable {
    /// Octets of the fixed header.
    package static let headerLength = 40
    private let octets: Span<UInt8>

    /// A view of a packet's captured octets; nil where its fixed header is cut.
    @inline(__always)
    @_lifetime(copy octets)
    package init?(_ octets: Span<UInt8>) {
        guard octets.count >= Self.headerLength else { return nil }
        self.octets = octets
    }

    /// Version; 6.
    @inline(__always)
    package var version: UInt8 { octets[0] >> 4 }
    /// Octets after the fixed header; 0 for a jumbogram (RFC 2675) or where the sender's card was to split it.
    @inline(__always)
    package var payloadLength: Int { Int(octets.uint16(at: 4)) }
    /// The first extension header or the transport.
    @inline(__always)
    package var nextHeader: IPProtocol { IPProtocol(rawValue: octets[6]) }
    /// Hop limit.
    @inline(__always)
    package var hopLimit: UInt8 { octets[7] }
    /// Sender.
    @inline(__always)
    package var source: IPAddress { IPAddress(high: octets.uint64(at: 8), low: octets.uint64(at: 16)) }
    /// Receiver.
    @inline(__always)
    package var destination: IPAddress { IPAddress(high: octets.uint64(at: 24), low: octets.uint64(at: 32)) }
}

extension PacketDecoder {
    @inline(__always)
    static func ipv6(_ rest: borrowing Remainder, _ header: inout PacketHeader) throws(DecodeError) {
        guard let packet = IPv6Packet(rest.octets) else { throw .ipv6Truncated }
        guard packet.version == 6 else { throw .ipUnknownVersion }
        var length = IPv6Packet.headerLength + packet.payloadLength
        let nextHeader = packet.nextHeader
        // No next header means that nothing follows: then what does is padding.
        if length == IPv6Packet.headerLength, nextHeader != .ipv6NoNext { length = rest.length }
        header.network = .ipv6
        header.networkLength = UInt32(truncatingIfNeeded: length)
        header.source = packet.source
        header.destination = packet.destination
        header.hopLimit = packet.hopLimit
        header.noteAddressOddities()
        let above = rest.limited(to: length).dropping(IPv6Packet.headerLength)
        if nextHeader.isIPv6Extension {
            try extensions(nextHeader, above, &header)
        } else {
            try transport(nextHeader, above, &header)
        }
    }
}
