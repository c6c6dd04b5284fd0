/// An IPv4 packet (RFC 791 §3.1): 20…60 octets of header.
package struct IPv4Packet: ~Escapable {
    /// Octets of a header without options.
    package static let minimumHeaderLength = 20
    private let octets: Span<UInt8>

    /// A view of a packet's captured octets; nil where they are fewer than a header without options.
    @inline(__always)
    @_lifetime(copy octets)
    package init?(_ octets: Span<UInt8>) {
        guard octets.count >= Self.minimumHeaderLength else { return nil }
        self.octets = octets
    }

    /// Version; 4.
    @inline(__always)
    package var version: UInt8 { octets[0] >> 4 }
    /// Octets of the header with its options, 0…60; below 20 it is malformed.
    @inline(__always)
    package var headerLength: Int { Int(octets[0] & 0x0F) * 4 }
    /// Octets of the packet with its header; 0 where the sender's card was to split it.
    @inline(__always)
    package var totalLength: Int { Int(octets.uint16(at: 2)) }
    /// Identification, which the fragments of one datagram share.
    @inline(__always)
    package var identification: UInt16 { octets.uint16(at: 4) }
    /// Whether more fragments follow, or this is not the first: two bits of the same word, so one test.
    @inline(__always)
    package var isFragment: Bool { octets.uint16(at: 6) & 0x3FFF != 0 }
    /// Where a fragment's octets begin in the datagram, in octets.
    @inline(__always)
    package var fragmentOffset: Int { Int(octets.uint16(at: 6) & 0x1FFF) * 8 }
    /// Time to live.
    @inline(__always)
    package var timeToLive: UInt8 { octets[8] }
    /// Protocol of the payload.
    @inline(__always)
    package var `protocol`: IPProtocol { IPProtocol(rawValue: octets[9]) }
    /// Sender.
    @inline(__always)
    package var source: IPAddress { IPAddress(v4: octets.uint32(at: 12)) }
    /// Receiver.
    @inline(__always)
    package var destination: IPAddress { IPAddress(v4: octets.uint32(at: 16)) }
}

extension PacketDecoder {
    @inline(__always)
    static func ipv4(_ rest: borrowing Remainder, _ header: inout PacketHeader) throws(DecodeError) {
        guard let packet = IPv4Packet(rest.octets) else { throw .ipv4Truncated }
        guard packet.version == 4 else { throw .ipUnknownVersion }
        let headerLength = packet.headerLength
        guard headerLength >= IPv4Packet.minimumHeaderLength else { throw .ipv4HeaderLength }
        guard rest.octets.count >= headerLength else { throw .ipv4Truncated }
        var totalLength = packet.totalLength
        if totalLength < headerLength {
            // Segmentation offload hands a packet over that is longer than the field can say, and says 0.
            guard totalLength == 0, rest.length > headerLength else { throw .ipv4TotalLength }
            totalLength = rest.length
        }
        header.network = .ipv4
        header.networkLength = UInt32(truncatingIfNeeded: totalLength)
        header.source = packet.source
        header.destination = packet.destination
        header.hopLimit = packet.timeToLive
        header.noteAddressOddities()
        if packet.isFragment {
            header.note(
                fragmentAt: packet.fragmentOffset, octets: totalLength - headerLength, header: headerLength,
                identification: UInt32(packet.identification))
        }
        try transport(packet.protocol, rest.limited(to: totalLength).dropping(headerLength), &header)
    }
}
