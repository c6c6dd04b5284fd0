import Packets

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

    /// The latest packet time seen.
    public private(set) var clock = Timestamp(nanoseconds: .min)
    public private(set) var statistics = Statistics()
    private var fragments = FragmentCache()
    private let secret: (UInt64, UInt64)

    /// `secret` keys the hash of the meters' tables; it never shows in any output.
    public init(secret: (UInt64, UInt64)) { self.secret = secret }

    public var bytes: Int { fragments.bytes }

    /// Takes in one IP packet. O(1).
    @inline(__always)
    public mutating func observe(_ header: borrowing PacketHeader) -> ObservedPacket {
        if header.timestamp < clock {
            statistics.latePackets += 1
        } else {
            clock = header.timestamp
        }
        if header.fragment != .none { return observeFragment(header) }
        return ObservedPacket(header, at: clock, secret: secret)
    }

    @inline(never)
    private mutating func observeFragment(_ header: borrowing PacketHeader) -> ObservedPacket {
        var whole = copy header
        if header.fragment == .first {
            fragments.remember(copy header, now: clock)
        } else if let ports = fragments.ports(of: copy header, now: clock) {
            (whole.sourcePort, whole.destinationPort) = ports
        } else {
            statistics.orphanFragments += 1
        }
        return ObservedPacket(whole, at: clock, secret: secret)
    }

    /// What an ICMP error that was just observed says of the flow whose packet it quotes; nil where that is no evidence.
    ///
    /// It goes to the sender of that packet (RFC 792), and says that the destination is unreachable.
    public func quote(in header: borrowing PacketHeader) -> ObservedPacket? {
        guard header.quotedTransport != .hopByHop, header.destination == header.quotedSource,
            header.sourcePort == (header.transport == .icmp ? 3 : 1)
        else { return nil }
        return ObservedPacket(quotedBy: header, at: clock, secret: secret)
    }
}
