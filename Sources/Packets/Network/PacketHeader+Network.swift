extension PacketHeader {
    /// Oddities of the addresses of an IP packet.
    @inline(__always)
    mutating func noteAddressOddities() {
        if source.isMulticastOrBroadcast { oddities.insert(.multicastSource) }
        if source == destination, !source.isLoopback { oddities.insert(.sameAddresses) }
    }

    /// Notes a fragment whose `octets` begin at `offset` of its datagram, behind a header of which the datagram's length
    /// counts so many.
    @inline(never)
    mutating func note(fragmentAt offset: Int, octets: Int, header: Int, identification: UInt32) {
        fragment = offset == 0 ? .first : .later
        fragmentIdentification = identification
        fragmentOffset = UInt16(clamping: offset)
        fragmentOctets = UInt16(clamping: octets)
        if offset + header + octets > 65_535 { oddities.insert(.fragmentTooLong) }
        // Eight octets of transport header in a fragment of their own hide the rest from a filter.
        if offset == 8 { oddities.insert(.tinyFragment) }
    }
}
