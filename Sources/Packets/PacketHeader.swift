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

    // What the meter copies has something else between: two fields that were just stored one by one and are loaded as one
    // make the processor wait.
    /// Octets of the (inner) network packet with its header, by its own length field; for ARP 28.
    public var networkLength: UInt32 = 0
    /// Octets of the frame on the wire, from the capture's record; not what was captured of it.
    public var originalLength: UInt32 = 0
    /// Octets of payload above the transport header, by the network packet's length field.
    public var payloadLength: UInt32 = 0
    /// Where the transport payload begins in the captured octets; the captured length where nothing of it was captured.
    public var payloadOffset: UInt32 = 0
    /// Sequence number of TCP.
    public var sequence: UInt32 = 0
    /// Identification of a fragment (IPv4 16 bits, IPv6 32 bits); otherwise 0.
    public var fragmentIdentification: UInt32 = 0
    /// Where the octets of a fragment begin in its datagram, and how many they are; otherwise 0.
    public var fragmentOffset: UInt16 = 0
    public var fragmentOctets: UInt16 = 0
    /// Acknowledgement number of TCP; for echo of ICMP and ICMPv6 the identifier (high half) and sequence number.
    public var acknowledgment: UInt32 = 0

    /// Flags of TCP.
    public var tcpFlags = TCPFlags()
    /// Window of TCP, unscaled.
    public var window: UInt16 = 0

    /// Time to live or hop limit.
    public var hopLimit: UInt8 = 0
    /// Whether the packet is a fragment, and which.
    public var fragment = Fragment.none

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

    @inlinable public static var fin: TCPFlags { TCPFlags(rawValue: 0x01) }
    @inlinable public static var syn: TCPFlags { TCPFlags(rawValue: 0x02) }
    @inlinable public static var rst: TCPFlags { TCPFlags(rawValue: 0x04) }
    @inlinable public static var psh: TCPFlags { TCPFlags(rawValue: 0x08) }
    @inlinable public static var ack: TCPFlags { TCPFlags(rawValue: 0x10) }
    @inlinable public static var urg: TCPFlags { TCPFlags(rawValue: 0x20) }
    @inlinable public static var ece: TCPFlags { TCPFlags(rawValue: 0x40) }
    @inlinable public static var cwr: TCPFlags { TCPFlags(rawValue: 0x80) }
}

/// A number of the IANA registry "Assigned Internet Protocol Numbers".
public struct IPProtocol: RawRepresentable, Hashable, Sendable, BitwiseCopyable {
    public var rawValue: UInt8
    @inlinable
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// 0, the IPv6 hop-by-hop header; as a transport it means "none".
    @inlinable public static var hopByHop: IPProtocol { IPProtocol(rawValue: 0) }
    @inlinable public static var icmp: IPProtocol { IPProtocol(rawValue: 1) }
    @inlinable public static var igmp: IPProtocol { IPProtocol(rawValue: 2) }
    @inlinable public static var ipv4: IPProtocol { IPProtocol(rawValue: 4) }
    @inlinable public static var tcp: IPProtocol { IPProtocol(rawValue: 6) }
    @inlinable public static var udp: IPProtocol { IPProtocol(rawValue: 17) }
    @inlinable public static var ipv6: IPProtocol { IPProtocol(rawValue: 41) }
    @inlinable public static var ipv6Routing: IPProtocol { IPProtocol(rawValue: 43) }
    @inlinable public static var ipv6Fragment: IPProtocol { IPProtocol(rawValue: 44) }
    @inlinable public static var gre: IPProtocol { IPProtocol(rawValue: 47) }
    @inlinable public static var esp: IPProtocol { IPProtocol(rawValue: 50) }
    @inlinable public static var ah: IPProtocol { IPProtocol(rawValue: 51) }
    @inlinable public static var icmpv6: IPProtocol { IPProtocol(rawValue: 58) }
    @inlinable public static var ipv6NoNext: IPProtocol { IPProtocol(rawValue: 59) }
    @inlinable public static var ipv6Destination: IPProtocol { IPProtocol(rawValue: 60) }
    @inlinable public static var sctp: IPProtocol { IPProtocol(rawValue: 132) }
    @inlinable public static var mobility: IPProtocol { IPProtocol(rawValue: 135) }
}

/// Things in a packet that decode but that no honest stack sends; each is counted and has a word in rules.
public struct Oddities: OptionSet, Hashable, Sendable, BitwiseCopyable {
    public var rawValue: UInt16
    @inlinable
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// TCP without any flag ("null scan").
    @inlinable public static var tcpNoFlags: Oddities { Oddities(rawValue: 1 << 0) }
    /// SYN together with FIN or RST.
    @inlinable public static var tcpSynFin: Oddities { Oddities(rawValue: 1 << 1) }
    /// FIN, PSH and URG without ACK ("Xmas scan").
    @inlinable public static var tcpXmas: Oddities { Oddities(rawValue: 1 << 2) }
    /// FIN without ACK.
    @inlinable public static var tcpFinWithoutAck: Oddities { Oddities(rawValue: 1 << 3) }
    /// The same address as source and destination, not loopback ("LAND").
    @inlinable public static var sameAddresses: Oddities { Oddities(rawValue: 1 << 4) }
    /// A fragment that would end beyond 65,535 octets ("ping of death").
    @inlinable public static var fragmentTooLong: Oddities { Oddities(rawValue: 1 << 5) }
    /// A first fragment too small for its transport header, or an offset of 1 (RFC 1858 §3).
    @inlinable public static var tinyFragment: Oddities { Oddities(rawValue: 1 << 6) }
    /// A source that is multicast or broadcast.
    @inlinable public static var multicastSource: Oddities { Oddities(rawValue: 1 << 7) }
    /// The UDP length field contradicts the network packet's length.
    @inlinable public static var udpLengthMismatch: Oddities { Oddities(rawValue: 1 << 8) }
    /// Port 0 of TCP or UDP.
    @inlinable public static var portZero: Oddities { Oddities(rawValue: 1 << 9) }
    /// A fragment that begins within the first one of its datagram ("teardrop"). It is not known before both are seen.
    @inlinable public static var fragmentOverlap: Oddities { Oddities(rawValue: 1 << 10) }

    /// Every oddity with its name, in bit order: counter label and word in rules.
    public static let names: [(oddity: Oddities, name: String)] = [
        (.tcpNoFlags, "tcp_no_flags"), (.tcpSynFin, "tcp_syn_fin"), (.tcpXmas, "tcp_xmas"),
        (.tcpFinWithoutAck, "tcp_fin_without_ack"), (.sameAddresses, "same_addresses"),
        (.fragmentTooLong, "fragment_too_long"), (.tinyFragment, "tiny_fragment"),
        (.multicastSource, "multicast_source"), (.udpLengthMismatch, "udp_length_mismatch"), (.portZero, "port_zero"),
        (.fragmentOverlap, "fragment_overlap"),
    ]
}
