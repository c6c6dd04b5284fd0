public import Packets

/// What the meter needs of one packet, in 80 bytes: made once where packets come in, in their order, and then
/// handed to the part of the flow table that its key belongs to.
public struct ObservedPacket: BitwiseCopyable, Hashable, Sendable {
    @usableFromInline var key: FlowKey
    /// The latest packet time seen anywhere, which is this packet's unless it came late.
    public var time: Timestamp
    // In another order than in the header: neighbours in both would be copied by twos, and a load of two fields has to
    // wait until both stores that have just been made are done.
    @usableFromInline var networkLength: UInt32
    @usableFromInline var sequence: UInt32
    @usableFromInline var payloadLength: UInt32
    @usableFromInline var acknowledgment: UInt32
    @usableFromInline var tunnelIdentifier: UInt32
    @usableFromInline var window: UInt16
    @usableFromInline var tcpFlags: TCPFlags
    @usableFromInline var fragment: Fragment
    /// Of ICMP and ICMPv6.
    @usableFromInline var icmpType: UInt8
    @usableFromInline var icmpCode: UInt8
    @usableFromInline var senderIsLow: Bool
    /// No packet of the flow, but the report that one of its packets, which an ICMP error quotes, was refused.
    @usableFromInline var isQuote: Bool

    @inline(__always)
    init(_ header: borrowing PacketHeader, at time: Timestamp) {
        senderIsLow = false
        key = FlowKey(header, senderIsLow: &senderIsLow)
        self.time = time
        networkLength = header.networkLength
        payloadLength = header.payloadLength
        sequence = header.sequence
        acknowledgment = header.acknowledgment
        tunnelIdentifier = header.tunnelIdentifier
        window = header.window
        tcpFlags = header.tcpFlags
        fragment = header.fragment
        icmpType = UInt8(truncatingIfNeeded: header.sourcePort)
        icmpCode = UInt8(truncatingIfNeeded: header.destinationPort)
        isQuote = false
    }

    /// The same of a plain packet.
    @inlinable @inline(__always)
    init(_ packet: PlainPacket, at time: Timestamp) {
        senderIsLow = false
        key = FlowKey(packet, senderIsLow: &senderIsLow)
        self.time = time
        networkLength = UInt32(packet.networkLength)
        payloadLength = UInt32(packet.payloadLength)
        sequence = packet.sequence
        acknowledgment = packet.acknowledgment
        tunnelIdentifier = 0
        window = packet.window
        tcpFlags = packet.tcpFlags
        fragment = .none
        icmpType = UInt8(truncatingIfNeeded: packet.sourcePort)
        icmpCode = UInt8(truncatingIfNeeded: packet.destinationPort)
        isQuote = false
    }

    /// The flow whose packet an ICMP error quotes.
    init(quotedBy header: borrowing PacketHeader, at time: Timestamp) {
        self.init(header, at: time)
        key = FlowKey(quotedBy: header, senderIsLow: &senderIsLow)
        isQuote = true
    }

    /// Which of `count` parts the flow belongs to, the same in every run and for both directions: 0 ..< `count`.
    ///
    /// Parts are not chosen by the secret, so that what is evicted does not depend on it. Who fills one part on purpose
    /// leaves the others alone.
    @inlinable @inline(__always)
    func part(of count: Int) -> Int {
        let mixed = Mixing.fold(
            key.lowAddress.low ^ 0x9E37_79B9_7F4A_7C15, key.highAddress.low ^ key.ports << 24 ^ 0xD1B5_4A32_D192_ED03)
        return Int(truncatingIfNeeded: ((mixed & 0xFFFF_FFFF) &* UInt64(truncatingIfNeeded: count)) >> 32)
    }
}
