import Packets

/// Remembers the ports of fragmented datagrams, so that their later fragments are metered in the same flow, and how far the
/// first fragment reaches, within which no honest sender begins another (RFC 5722).
///
/// Direct-mapped and of fixed size: a newer datagram with the same place replaces an older one.
struct FragmentCache: ~Copyable {
    private static let places = 4_096
    /// Nanoseconds for which a datagram waits for its fragments: `ipfrag_time` of Linux. Identifications come again.
    private static let memory: Int64 = 30_000_000_000
    private var entries = FixedBuffer(count: FragmentCache.places, zero: Entry())

    var bytes: Int { entries.bytes }

    /// What is known of a datagram from its first fragment.
    struct Entry: BitwiseCopyable {
        var source = IPAddress.unspecified
        var destination = IPAddress.unspecified
        var identification: UInt32 = 0
        var transport = IPProtocol.hopByHop
        var sourcePort: UInt16 = 0
        var destinationPort: UInt16 = 0
        /// Octets of the first fragment.
        var firstOctets: UInt16 = 0
        var vlan: UInt16 = 0
        var tunnel = Tunnel.none
        var tunnelIdentifier: UInt32 = 0
        var seen = Timestamp(nanoseconds: 0)
    }

    mutating func remember(_ packet: PacketHeader, now: Timestamp) {
        entries[place(of: packet)] = Entry(
            source: packet.source, destination: packet.destination, identification: packet.fragmentIdentification,
            transport: packet.transport, sourcePort: packet.sourcePort, destinationPort: packet.destinationPort,
            firstOctets: packet.fragmentOctets, vlan: packet.vlan, tunnel: packet.tunnel,
            tunnelIdentifier: packet.tunnelIdentifier, seen: now)
    }

    /// The datagram that `packet` is a later fragment of; nil where its first fragment is not known.
    func datagram(of packet: PacketHeader, now: Timestamp) -> Entry? {
        let entry = entries[place(of: packet)]
        guard entry.identification == packet.fragmentIdentification, entry.source == packet.source,
            entry.destination == packet.destination, entry.transport == packet.transport, entry.vlan == packet.vlan,
            entry.tunnel == packet.tunnel, entry.tunnelIdentifier == packet.tunnelIdentifier,
            now.nanoseconds(since: entry.seen) <= Self.memory
        else { return nil }
        return entry
    }

    private func place(of packet: PacketHeader) -> Int {
        let mixed = Mixing.permute(
            Mixing.hash(packet.source) &+ Mixing.hash(packet.destination) &* 3 &+ UInt64(packet.fragmentIdentification))
        return Int(truncatingIfNeeded: mixed) & (Self.places - 1)
    }
}
