public import Packets

/// The observation point (RFC 7011 §2): takes packet headers in their order, keeps the clock, gives fragments
/// the ports of their datagram, and makes of each what the meter needs.
///
/// Packet time is the only clock: it is that of the latest packet so far, and a packet that comes late is metered at it.
public struct PacketObserver: ~Copyable {
    public struct Statistics: Sendable {
        /// Packets with a timestamp before one seen earlier; metered at the clock's time.
        public var latePackets: UInt64 = 0
        /// Later fragments whose first fragment is not known; metered without ports.
        public var orphanFragments: UInt64 = 0

        public init() {}
    }

    /// The packet that is observed: decoded into here, and read from here.
    public var header = PacketHeader()
    /// The latest packet time seen.
    @usableFromInline package var clock = Timestamp(nanoseconds: .min)
    @usableFromInline package var statistics = Statistics()
    private var fragments = FragmentCache()

    public init() {}

    public var bytes: Int { fragments.bytes }

    /// Takes in the IP packet in `header`, and puts it into the queue of its part; an ICMP error that quotes a packet puts there, too, what
    /// it says of that one's flow. Adds two packets at the most. O(1).
    public mutating func observe(into queues: inout PacketQueues) {
        if header.timestamp < clock {
            statistics.latePackets += 1
        } else {
            clock = header.timestamp
        }
        if header.fragment == .none {
            queues.append(ObservedPacket(header, at: clock))
        } else {
            queues.append(fragment())
        }
        if header.quotedTransport != .hopByHop, let quote = quote() { queues.append(quote) }
    }

    /// Takes in a plain packet that was captured at `time`, and puts it into the queue of its part. O(1).
    @inlinable @inline(__always)
    package mutating func observe(_ packet: PlainPacket, at time: Timestamp, into queues: inout PacketQueues) {
        if time < clock {
            statistics.latePackets += 1
        } else {
            clock = time
        }
        queues.append(ObservedPacket(packet, at: clock))
    }

    @inline(never)
    private mutating func fragment() -> ObservedPacket {
        var whole = header
        if header.fragment == .first {
            fragments.remember(whole, now: clock)
        } else if let datagram = fragments.datagram(of: whole, now: clock) {
            (whole.sourcePort, whole.destinationPort) = (datagram.sourcePort, datagram.destinationPort)
            if whole.fragmentOffset < datagram.firstOctets { header.oddities.insert(.fragmentOverlap) }
        } else {
            statistics.orphanFragments += 1
        }
        return ObservedPacket(whole, at: clock)
    }

    /// What an ICMP error says of the flow whose packet it quotes; nil where that is no evidence.
    ///
    /// It goes to the sender of that packet (RFC 792), and says that the destination is unreachable.
    private func quote() -> ObservedPacket? {
        let unreachable: UInt16 = header.transport == .icmp ? 3 : 1
        guard header.destination == header.quotedSource, header.sourcePort == unreachable else { return nil }
        return ObservedPacket(quotedBy: header, at: clock)
    }

    /// Takes in an IP packet that was decoded elsewhere.
    public mutating func observe(_ packet: PacketHeader, into queues: inout PacketQueues) {
        header = packet
        observe(into: &queues)
    }
}
