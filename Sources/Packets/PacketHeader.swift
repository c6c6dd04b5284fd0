/// What the engine needs of one packet, in host byte order: the innermost network packet of a frame and what carried it.
///
/// A plain value without references, filled in place by `PacketDecoder.decode`, so that the hot path allocates nothing.
/// Of a tunnelled packet these are the *inner* packet's fields; `tunnel` notes the outer one.
public struct PacketHeader: BitwiseCopyable, Sendable {
    /// When the packet was captured.
    public var timestamp = Timestamp(nanoseconds: 0)

    /// Sender: the IP source, or the sender protocol address of ARP.
    public var source = IPAddress.unspecified
    /// Receiver: the IP destination, or the target protocol address of ARP.
    public var destination = IPAddress.unspecified
    /// Port of TCP, UDP and SCTP; the type of ICMP and ICMPv6; otherwise 0.
    public var sourcePort: UInt16 = 0
    /// Port of TCP, UDP and SCTP; the code of ICMP and ICMPv6; otherwise 0.
    public var destinationPort: UInt16 = 0
    /// The network layer that was found.
    public var network = NetworkProtocol.none
    /// The IP protocol above the network layer and its extension headers (IANA "Assigned Internet Protocol Numbers").
    public var transport = IPProtocol.hopByHop

    /// Octets of the frame on the wire, from the capture's record; not what was captured of it.
    public var originalLength: UInt32 = 0
    /// Octets of the (inner) network packet with its header, by its own length field; for ARP 28.
    public var networkLength: UInt32 = 0
    /// Octets of payload above the transport header, by the network packet's length field.
    public var payloadLength: UInt32 = 0
    /// Where the transport payload begins in the captured octets; the captured length where nothing of it was captured.
    public var payloadOffset: UInt32 = 0

    /// Flags of TCP.
    public var tcpFlags = TCPFlags()
    /// Sequence number of TCP.
    public var sequence: UInt32 = 0
    /// Acknowledgement number of TCP; for echo of ICMP and ICMPv6 the identifier (high half) and sequence number.
    public var acknowledgment: UInt32 = 0
    /// Window of TCP, unscaled.
    public var window: UInt16 = 0

    /// Time to live or hop limit.
    public var hopLimit: UInt8 = 0
    /// Whether the packet is a fragment, and which.
    public var fragment = Fragment.none
    /// Identification of a fragment (IPv4 16 bits, IPv6 32 bits); otherwise 0.
    public var fragmentIdentification: UInt32 = 0

    /// Oddities that do not stop decoding but that no honest stack sends.
    public var oddities = Oddities()

    /// Outermost VLAN id (1…4094), or 0.
    public var vlan: UInt16 = 0
    /// Second VLAN id of QinQ, or 0.
    public var innerVLAN: UInt16 = 0
    /// What carried the inner packet; `.none` where there is no tunnel.
    public var tunnel = Tunnel.none
    /// VNI of VXLAN and Geneve, key of GRE, label of MPLS; otherwise 0.
    public var tunnelIdentifier: UInt32 = 0
    /// Source of the outermost IP packet of a tunnel, or unspecified.
    public var outerSource = IPAddress.unspecified
    /// Destination of the outermost IP packet of a tunnel, or unspecified.
    public var outerDestination = IPAddress.unspecified

    /// Source link-layer address in the low 48 bits, or 0; for ARP the sender hardware address.
    public var sourceMAC: UInt64 = 0
    /// Destination link-layer address in the low 48 bits, or 0; for ARP the target hardware address.
    public var destinationMAC: UInt64 = 0
    /// Operation of ARP: 1 request, 2 reply; otherwise 0.
    public var arpOperation: UInt16 = 0

    /// The packet that an ICMP error quotes; `quotedTransport` says whether there is one.
    public var quotedSource = IPAddress.unspecified
    public var quotedDestination = IPAddress.unspecified
    public var quotedSourcePort: UInt16 = 0
    public var quotedDestinationPort: UInt16 = 0
    /// Protocol of the quoted packet, or `.hopByHop` (0) where none was quoted.
    public var quotedTransport = IPProtocol.hopByHop

    public init() {}
}

/// The network layer of a packet.
public enum NetworkProtocol: UInt8, Sendable, BitwiseCopyable {
    case none, ipv4, ipv6, arp
}

/// Where a packet stands in a fragmented datagram.
public enum Fragment: UInt8, Sendable, BitwiseCopyable {
    /// Not a fragment.
    case none
    /// Offset 0 with more to come: it holds the transport header.
    case first
    /// A later one: no ports are known.
    case later
}

/// What carried an inner packet; the outermost of several counts.
public enum Tunnel: UInt8, Sendable, BitwiseCopyable {
    case none, gre, ipInIP, vxlan, geneve, mpls
}

/// Flags of a TCP segment (RFC 9293 §3.1), as they stand in octet 13 of its header.
public struct TCPFlags: OptionSet, Hashable, Sendable, BitwiseCopyable {
    public var rawValue: UInt8
    @inlinable
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let fin = TCPFlags(rawValue: 0x01)
    public static let syn = TCPFlags(rawValue: 0x02)
    public static let rst = TCPFlags(rawValue: 0x04)
    public static let psh = TCPFlags(rawValue: 0x08)
    public static let ack = TCPFlags(rawValue: 0x10)
    public static let urg = TCPFlags(rawValue: 0x20)
    public static let ece = TCPFlags(rawValue: 0x40)
    public static let cwr = TCPFlags(rawValue: 0x80)
}

/// A number of the IANA registry "Assigned Internet Protocol Numbers".
public struct IPProtocol: RawRepresentable, Hashable, Sendable, BitwiseCopyable {
    public var rawValue: UInt8
    @inlinable
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// 0, the IPv6 hop-by-hop header; as a transport it means "none".
    public static let hopByHop = IPProtocol(rawValue: 0)
    public static let icmp = IPProtocol(rawValue: 1)
    public static let igmp = IPProtocol(rawValue: 2)
    public static let ipv4 = IPProtocol(rawValue: 4)
    public static let tcp = IPProtocol(rawValue: 6)
    public static let udp = IPProtocol(rawValue: 17)
    public static let ipv6 = IPProtocol(rawValue: 41)
    public static let ipv6Routing = IPProtocol(rawValue: 43)
    public static let ipv6Fragment = IPProtocol(rawValue: 44)
    public static let gre = IPProtocol(rawValue: 47)
    public static let esp = IPProtocol(rawValue: 50)
    public static let ah = IPProtocol(rawValue: 51)
    public static let icmpv6 = IPProtocol(rawValue: 58)
    public static let ipv6NoNext = IPProtocol(rawValue: 59)
    public static let ipv6Destination = IPProtocol(rawValue: 60)
    public static let sctp = IPProtocol(rawValue: 132)
    public static let mobility = IPProtocol(rawValue: 135)
}

/// Things in a packet that decode but that no honest stack sends; each is counted and has a word in rules.
public struct Oddities: OptionSet, Hashable, Sendable, BitwiseCopyable {
    public var rawValue: UInt16
    @inlinable
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// TCP without any flag ("null scan").
    public static let tcpNoFlags = Oddities(rawValue: 1 << 0)
    /// SYN together with FIN or RST.
    public static let tcpSynFin = Oddities(rawValue: 1 << 1)
    /// FIN, PSH and URG without ACK ("Xmas scan").
    public static let tcpXmas = Oddities(rawValue: 1 << 2)
    /// FIN without ACK.
    public static let tcpFinWithoutAck = Oddities(rawValue: 1 << 3)
    /// The same address as source and destination, not loopback ("LAND").
    public static let sameAddresses = Oddities(rawValue: 1 << 4)
    /// A fragment that would end beyond 65,535 octets ("ping of death").
    public static let fragmentTooLong = Oddities(rawValue: 1 << 5)
    /// A first fragment too small for its transport header, or an offset of 1 (RFC 1858 §3).
    public static let tinyFragment = Oddities(rawValue: 1 << 6)
    /// A source that is multicast or broadcast.
    public static let multicastSource = Oddities(rawValue: 1 << 7)
    /// The UDP length field contradicts the network packet's length.
    public static let udpLengthMismatch = Oddities(rawValue: 1 << 8)
    /// Port 0 of TCP or UDP.
    public static let portZero = Oddities(rawValue: 1 << 9)

    /// Every oddity with its name, in bit order: counter label and word in rules.
    public static let names: [(oddity: Oddities, name: String)] = [
        (.tcpNoFlags, "tcp_no_flags"), (.tcpSynFin, "tcp_syn_fin"), (.tcpXmas, "tcp_xmas"),
        (.tcpFinWithoutAck, "tcp_fin_without_ack"), (.sameAddresses, "same_addresses"),
        (.fragmentTooLong, "fragment_too_long"), (.tinyFragment, "tiny_fragment"),
        (.multicastSource, "multicast_source"), (.udpLengthMismatch, "udp_length_mismatch"), (.portZero, "port_zero"),
    ]
}
