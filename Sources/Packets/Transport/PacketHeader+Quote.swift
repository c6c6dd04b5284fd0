extension PacketHeader {
    /// Notes the IPv4 packet that an ICMP error quotes; nothing where too little of it is there or it is no IPv4
    /// packet.
    mutating func quoteIPv4(_ octets: Span<UInt8>) {
        guard let packet = IPv4Packet(octets), packet.version == 4,
            packet.headerLength >= IPv4Packet.minimumHeaderLength
        else { return }
        quotedSource = packet.source
        quotedDestination = packet.destination
        quotedTransport = packet.protocol
        guard packet.fragmentOffset == 0 else { return }
        quotePorts(octets.extracting(droppingFirst: packet.headerLength))
    }

    /// Notes the IPv6 packet that an ICMPv6 error quotes; nothing where too little of it is there or it is no IPv6
    /// packet.
    mutating func quoteIPv6(_ octets: Span<UInt8>) {
        guard let packet = IPv6Packet(octets), packet.version == 6 else { return }
        quotedSource = packet.source
        quotedDestination = packet.destination
        quotedTransport = packet.nextHeader
        var rest = octets.extracting(droppingFirst: IPv6Packet.headerLength)
        for _ in 0..<PacketDecoder.maximumExtensions where quotedTransport.isIPv6Extension {
            guard let part = IPv6Extension(quotedTransport, rest) else { return }
            let isLater = quotedTransport == .ipv6Fragment && part.fragmentOffset > 0
            quotedTransport = part.nextHeader
            if isLater { return }
            rest = rest.extracting(droppingFirst: part.length)
        }
        quotePorts(rest)
    }

    /// The quote's ports, or type and code, by the same rule as the packet's own.
    private mutating func quotePorts(_ octets: Span<UInt8>) {
        guard octets.count >= 4 else { return }
        switch quotedTransport {
        case .tcp, .udp, .sctp:
            quotedSourcePort = octets.uint16(at: 0)
            quotedDestinationPort = octets.uint16(at: 2)
        case .icmp, .icmpv6:
            quotedSourcePort = UInt16(octets[0])
            quotedDestinationPort = UInt16(octets[1])
        default: break
        }
    }
}
