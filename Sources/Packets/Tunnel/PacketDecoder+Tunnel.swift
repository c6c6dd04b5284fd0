extension PacketDecoder {
    /// Steps into a tunnel: what was the packet becomes the carrier, and the header is ready for the inner packet.
    ///
    /// The outermost tunnel counts; only MPLS, which is rather a link than a tunnel, gives way to one within it.
    @_lifetime(copy rest)
    static func enter(
        _ tunnel: Tunnel, identifier: UInt32, _ rest: borrowing Remainder, _ header: inout PacketHeader
    ) throws(DecodeError) -> Remainder {
        guard rest.tunnels < maximumTunnels else { throw .tunnelTooDeep }
        if header.tunnel == .none || (header.tunnel == .mpls && tunnel != .mpls) {
            header.tunnel = tunnel
            header.tunnelIdentifier = identifier
            header.outerSource = header.source
            header.outerDestination = header.destination
        }
        header.forgetPacket()
        return rest.inTunnel()
    }
}

extension PacketHeader {
    /// Clears what an inner packet need not overwrite: ARP has no payload, a later fragment no ports.
    fileprivate mutating func forgetPacket() {
        sourcePort = 0
        destinationPort = 0
        transport = .hopByHop
        payloadLength = 0
        hopLimit = 0
        fragment = .none
        fragmentIdentification = 0
        fragmentOffset = 0
        fragmentOctets = 0
    }
}
