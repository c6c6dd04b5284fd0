/// What a client asks of a DHCP server (RFC 2131 §2), in the payload of a UDP datagram: whose request it is.
public struct DHCPRequest: BitwiseCopyable, Sendable {
    /// Port of servers, and of clients.
    @inlinable public static var serverPort: UInt16 { 67 }
    public static var clientPort: UInt16 { 68 }

    /// The client's hardware address (`chaddr`) in the low 48 bits.
    public let hardwareAddress: UInt64

    /// Nil where it is none, was passed on by a relay, or is of other hardware than Ethernet.
    public init?(udp payload: Span<UInt8>) {
        // op, htype, hlen; giaddr; chaddr.
        guard payload.count >= 34, payload[0] == 1, payload[1] == 1, payload[2] == 6, payload.uint32(at: 24) == 0 else {
            return nil
        }
        hardwareAddress = payload.uint48(at: 28)
    }
}
