extension PacketDecoder {
    /// What IP carries, bounded by its length: TCP and UDP here, the rest out of line.
    @inline(__always)
    static func transport(
        _ number: IPProtocol, _ rest: borrowing Remainder, _ header: inout PacketHeader
    ) throws(DecodeError) {
        header.transport = number
        if number == .tcp, header.fragment != .later {
            try tcp(rest, &header)
        } else {
            try rarerTransport(number, rest, &header)
        }
    }

    @inline(never)
    private static func rarerTransport(
        _ number: IPProtocol, _ rest: borrowing Remainder, _ header: inout PacketHeader
    ) throws(DecodeError) {
        if header.fragment == .later {
            header.setPayload(of: rest, after: 0)
            return
        }
        switch number {
        case .udp: try udp(rest, &header)
        case .icmp: try icmp(rest, &header)
        case .icmpv6: try icmpv6(rest, &header)
        case .sctp: try sctp(rest, &header)
        case .gre where header.fragment == .none: try gre(rest, &header)
        case .ipv4 where header.fragment == .none:
            let inner = try enter(.ipInIP, identifier: 0, rest, &header)
            try ipv4(inner, &header)
        case .ipv6 where header.fragment == .none:
            let inner = try enter(.ipInIP, identifier: 0, rest, &header)
            try ipv6(inner, &header)
        default: header.setPayload(of: rest, after: 0)
        }
    }

    /// What to do where fewer octets than a transport's header are there: `defect`, unless the packet is a first
    /// fragment that itself holds no more, which is an oddity; then its ports, where it holds those.
    @inline(never)
    static func tooShort(
        _ rest: borrowing Remainder, headerLength: Int, hasPorts: Bool, _ defect: DecodeError,
        _ header: inout PacketHeader
    ) throws(DecodeError) {
        guard header.fragment == .first, rest.length < headerLength else { throw defect }
        header.oddities.insert(.tinyFragment)
        if hasPorts, rest.octets.count >= 4 {
            header.sourcePort = rest.octets.uint16(at: 0)
            header.destinationPort = rest.octets.uint16(at: 2)
        }
        header.payloadLength = 0
        header.payloadOffset = UInt32(truncatingIfNeeded: rest.offset + rest.octets.count)
    }
}
