/// What most frames are: untagged Ethernet with a whole IPv4 packet without options, of TCP or UDP, and nothing odd about it.
///
/// Read straight from the octets, for those who need no more of it. Whatever is not so plain is nil, and for
/// `PacketDecoder`, which reads the same fields of the same packet.
public struct PlainPacket: BitwiseCopyable, Sendable {
    /// Sender and receiver, in host order.
    public let source: UInt32
    public let destination: UInt32
    public let sourcePort: UInt16
    public let destinationPort: UInt16
    /// Octets of the IPv4 packet with its header.
    public let networkLength: UInt16
    /// Octets of payload above the transport header.
    public let payloadLength: UInt16
    /// Of TCP; otherwise 0.
    public let sequence: UInt32
    public let acknowledgment: UInt32
    public let window: UInt16
    public let tcpFlags: TCPFlags
    /// TCP or UDP.
    public let transport: IPProtocol

    /// Octets up to the end of a TCP header without options.
    @inlinable static var headersLength: Int { 54 }

    /// The packet in a captured Ethernet frame; nil where it is not plain. O(1).
    @inlinable @inline(__always)
    package init?(ethernet octets: Span<UInt8>) {
        guard octets.count >= Self.headersLength, octets.uint16(at: 12) == EtherType.ipv4.rawValue,
            octets[14] == 0x45, octets.uint16(at: 20) & 0x3FFF == 0
        else { return nil }
        let total = octets.uint16(at: 16)
        source = octets.uint32(at: 26)
        destination = octets.uint32(at: 30)
        sourcePort = octets.uint16(at: 34)
        destinationPort = octets.uint16(at: 36)
        // 224.0.0.0/4 and above are groups, the broadcast address, or reserved.
        guard source < 0xE000_0000, source != destination, sourcePort != 0, destinationPort != 0,
            sourcePort != 53, destinationPort != 53
        else { return nil }
        networkLength = total
        transport = IPProtocol(rawValue: octets[23])
        if transport == .tcp {
            let header = UInt16(octets[46] >> 4) * 4
            let flags = octets[47]
            guard header >= 20, total >= 20 + header, Self.arePlain(flags) else { return nil }
            payloadLength = total - 20 - header
            sequence = octets.uint32(at: 38)
            acknowledgment = octets.uint32(at: 42)
            tcpFlags = TCPFlags(rawValue: flags)
            window = octets.uint16(at: 48)
        } else if transport == .udp {
            guard total >= 28, octets.uint16(at: 38) == total - 20, !VXLANHeader.uses(port: destinationPort),
                destinationPort != GeneveHeader.port, destinationPort != DHCPRequest.serverPort
            else { return nil }
            payloadLength = total - 28
            sequence = 0
            acknowledgment = 0
            tcpFlags = []
            window = 0
        } else {
            return nil
        }
    }

    /// A segment of a connection that is open, or a SYN with ACK or without: nothing that `Oddities` has a name for.
    @inlinable @inline(__always)
    static func arePlain(_ flags: UInt8) -> Bool {
        flags & 0x12 == 0x10 || flags & 0x07 == 0x02
    }
}
