extension PacketHeader {
    /// Becomes an empty header. What only tunnels and ICMP errors fill is mostly empty already, and then left alone.
    @inline(__always)
    mutating func reset(at time: Timestamp) {
        if tunnel != .none || quotedSource != .unspecified || quotedDestination != .unspecified {
            self = PacketHeader()
        }
        timestamp = time
        source = .unspecified
        destination = .unspecified
        sourcePort = 0
        destinationPort = 0
        network = .none
        transport = .hopByHop
        networkLength = 0
        payloadLength = 0
        payloadOffset = 0
        tcpFlags = []
        sequence = 0
        acknowledgment = 0
        window = 0
        hopLimit = 0
        fragment = .none
        fragmentIdentification = 0
        fragmentOffset = 0
        fragmentOctets = 0
        oddities = []
        vlan = 0
        innerVLAN = 0
        sourceMAC = 0
        destinationMAC = 0
        arpOperation = 0
    }
}
