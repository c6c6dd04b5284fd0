import Packets

/// What makes packets one flow: both endpoints, the protocol, the VLAN and the kind of tunnel (RFC 7011 §2, "Flow Key").
///
/// The tunnel's identifier is no part of it: MPLS labels differ by direction, and Cilium puts the sender's identity into
/// the VNI, so that the two directions of a conversation would never meet.
///
/// Endpoints are kept in octet order, so that both directions of a conversation have the same key (RFC 5103 biflow).
/// ICMP and ICMPv6 put the type into both ports, with each reply type mapped to that of its request; what is sent to a group
/// answers nobody and keeps its type.
public struct FlowKey: Hashable, Sendable, BitwiseCopyable {
    /// The endpoint whose (address, port) sorts first.
    public var lowAddress: IPAddress
    public var highAddress: IPAddress
    /// All that is no address, in one word, since it is made, compared and hashed for every packet: the ports from bits 16
    /// and 0, the VLAN from bit 32, the protocol from bit 48, the tunnel from bit 56.
    @usableFromInline var rest: UInt64

    /// The key of a packet, and whether its sender is the low endpoint.
    @inlinable @inline(__always)
    public init(_ header: borrowing PacketHeader, senderIsLow: inout Bool) {
        self.init(
            header, source: header.source, sourcePort: header.sourcePort, destination: header.destination,
            destinationPort: header.destinationPort, transport: header.transport, senderIsLow: &senderIsLow)
    }

    /// The key of the conversation that an ICMP error quotes, and whether the quoted sender is the low endpoint.
    @inlinable @inline(__always)
    public init(quotedBy header: borrowing PacketHeader, senderIsLow: inout Bool) {
        self.init(
            header, source: header.quotedSource, sourcePort: header.quotedSourcePort,
            destination: header.quotedDestination, destinationPort: header.quotedDestinationPort,
            transport: header.quotedTransport, senderIsLow: &senderIsLow)
    }

    @inlinable @inline(__always)
    init(
        _ header: borrowing PacketHeader, source: IPAddress, sourcePort: UInt16, destination: IPAddress,
        destinationPort: UInt16, transport: IPProtocol, senderIsLow: inout Bool
    ) {
        var sourcePort = sourcePort
        var destinationPort = destinationPort
        if transport == .icmp || transport == .icmpv6 {
            if !destination.isMulticastOrBroadcast { sourcePort = ICMPType.request(of: sourcePort, transport) }
            destinationPort = sourcePort
        }
        // Which side sends is a coin's toss, and a branch on it would be guessed wrong half the time: no branch, but masks.
        var low = Self.less(source.low, destination.low)
        let high = source.high ^ destination.high
        if high != 0 { low = source.high < destination.high ? 1 : 0 }
        if high | (source.low ^ destination.low) == 0 { low = sourcePort <= destinationPort ? 1 : 0 }
        senderIsLow = low != 0
        let mask = low &- 1
        let lower = (source.low ^ destination.low) & mask
        let port = (sourcePort ^ destinationPort) & UInt16(truncatingIfNeeded: mask)
        lowAddress = IPAddress(high: source.high ^ (high & mask), low: source.low ^ lower)
        highAddress = IPAddress(high: destination.high ^ (high & mask), low: destination.low ^ lower)
        rest =
            UInt64(sourcePort ^ port) << 16 | UInt64(destinationPort ^ port) | UInt64(header.vlan) << 32
            | UInt64(transport.rawValue) << 48 | UInt64(header.tunnel.rawValue) << 56
    }

    /// The key of a plain packet, and whether its sender is the low endpoint.
    @inlinable @inline(__always)
    public init(_ packet: PlainPacket, senderIsLow: inout Bool) {
        // Whole endpoints as numbers: addresses differ, so that the ports decide nothing.
        let low = Self.less(UInt64(packet.source), UInt64(packet.destination))
        senderIsLow = low != 0
        let mask = UInt32(truncatingIfNeeded: low &- 1)
        let address = (packet.source ^ packet.destination) & mask
        let port = (packet.sourcePort ^ packet.destinationPort) & UInt16(truncatingIfNeeded: mask)
        lowAddress = IPAddress(v4: packet.source ^ address)
        highAddress = IPAddress(v4: packet.destination ^ address)
        rest =
            UInt64(packet.sourcePort ^ port) << 16 | UInt64(packet.destinationPort ^ port)
            | UInt64(packet.transport.rawValue) << 48 | UInt64(Tunnel.none.rawValue) << 56
    }

    @inlinable public var lowPort: UInt16 { UInt16(truncatingIfNeeded: rest >> 16) }
    @inlinable public var highPort: UInt16 { UInt16(truncatingIfNeeded: rest) }
    @inlinable public var vlan: UInt16 { UInt16(truncatingIfNeeded: rest >> 32) }
    @inlinable public var transport: IPProtocol { IPProtocol(rawValue: UInt8(truncatingIfNeeded: rest >> 48)) }
    @inlinable public var tunnel: Tunnel { Tunnel(rawValue: UInt8(truncatingIfNeeded: rest >> 56)) ?? .none }

    /// Both ports, the low endpoint's from bit 16.
    @inlinable @inline(__always)
    var ports: UInt64 { rest & 0xFFFF_FFFF }

    /// 1 where `left` is less than `right`, else 0, without a branch: the borrow of their subtraction (Hacker's Delight, 2-13).
    @inlinable @inline(__always)
    static func less(_ left: UInt64, _ right: UInt64) -> UInt64 {
        ((~left & right) | ((~left | right) & (left &- right))) >> 63
    }

    /// Word by word and without a branch: keys that are compared are mostly equal.
    @inlinable @inline(__always)
    public static func == (left: FlowKey, right: FlowKey) -> Bool {
        let low = (left.lowAddress.high ^ right.lowAddress.high) | (left.lowAddress.low ^ right.lowAddress.low)
        let high = (left.highAddress.high ^ right.highAddress.high) | (left.highAddress.low ^ right.highAddress.low)
        return low | high | (left.rest ^ right.rest) == 0
    }

    /// A keyed hash: without the secret nobody can choose keys that collide.
    ///
    /// Two rounds of 64×64→128-bit multiplication folded by exclusive or (as wyhash and MUM do), over all of the key.
    @inlinable @inline(__always)
    public func hash(secret: (UInt64, UInt64)) -> UInt64 {
        let first = Mixing.fold(lowAddress.low ^ secret.0, highAddress.low ^ secret.1)
        let second = Mixing.fold(lowAddress.high ^ rest ^ secret.1, highAddress.high ^ secret.0)
        return Mixing.fold(first ^ secret.1, second ^ 0x9E37_79B9_7F4A_7C15)
    }
}

/// Multiplicative mixing, shared by the tables and the sketches.
public enum Mixing {
    /// Both halves of the 128-bit product, folded to 64 bits.
    @inlinable @inline(__always)
    public static func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let product = left.multipliedFullWidth(by: right | 1)
        return product.high ^ product.low ^ right
    }

    /// A fixed permutation of 64 bits (the finaliser of splitmix64): every sketch uses it, so that
    /// the same capture gives the same estimate on every machine.
    @inlinable @inline(__always)
    public static func permute(_ value: UInt64) -> UInt64 {
        var mixed = value &+ 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }

    /// An address as 64 well-mixed bits, for sketches.
    @inlinable @inline(__always)
    public static func hash(_ address: IPAddress) -> UInt64 {
        permute(address.low ^ permute(address.high))
    }
}
