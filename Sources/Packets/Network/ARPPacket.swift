/// An ARP packet of Ethernet and IPv4 (RFC 826): 28 octets.
package struct ARPPacket: ~Escapable {
    /// Octets of a packet.
    package static let length = 28
    private let octets: Span<UInt8>

    /// A view of a packet's captured octets; nil where they are fewer than 28.
    @_lifetime(copy octets)
    package init?(_ octets: Span<UInt8>) {
        guard octets.count >= Self.length else { return nil }
        self.octets = octets
    }

    /// Whether the first eight octets say Ethernet, IPv4 and the lengths of their addresses.
    static func isEthernetIPv4(_ first: UInt64) -> Bool { first >> 16 == 0x0001_0800_0604 }

    /// Operation: 1 request, 2 reply.
    package var operation: UInt16 { octets.uint16(at: 6) }
    /// Sender hardware address in the low 48 bits.
    package var senderMAC: UInt64 { octets.uint48(at: 8) }
    /// Sender protocol address.
    package var sender: IPAddress { IPAddress(v4: octets.uint32(at: 14)) }
    /// Target hardware address in the low 48 bits.
    package var targetMAC: UInt64 { octets.uint48(at: 18) }
    /// Target protocol address.
    package var target: IPAddress { IPAddress(v4: octets.uint32(at: 24)) }
}

extension PacketDecoder {
    static func arp(_ rest: borrowing Remainder, _ header: inout PacketHeader) throws(DecodeError) {
        // Other hardware has shorter addresses, so that the whole packet may be less than 28 octets.
        if rest.octets.count >= 8, !ARPPacket.isEthernetIPv4(rest.octets.uint64(at: 0)) { throw .arpMalformed }
        guard let packet = ARPPacket(rest.octets) else { throw .arpTruncated }
        header.network = .arp
        header.networkLength = UInt32(ARPPacket.length)
        header.arpOperation = packet.operation
        header.source = packet.sender
        header.destination = packet.target
        header.sourceMAC = packet.senderMAC
        header.destinationMAC = packet.targetMAC
        header.payloadOffset = UInt32(truncatingIfNeeded: rest.offset + ARPPacket.length)
    }
}
