import Packets

/// Headers as the decoder would make them, for tests above it. Times are in seconds.
extension PacketHeader {
    /// A TCP segment; its network packet has 40 octets more than the payload.
    public static func tcp(
        _ source: Endpoint, _ destination: Endpoint, _ flags: TCPFlags, at seconds: Double = 0,
        sequence: UInt32 = 0, acknowledgment: UInt32 = 0, payload: UInt32 = 0, window: UInt16 = 65_535
    ) -> PacketHeader {
        var header = ip(.tcp, source, destination, at: seconds, payload: payload, headers: 40)
        header.tcpFlags = flags
        header.sequence = sequence
        header.acknowledgment = acknowledgment
        header.window = window
        return header
    }

    /// A UDP datagram; its network packet has 28 octets more than the payload.
    public static func udp(
        _ source: Endpoint, _ destination: Endpoint, at seconds: Double = 0, payload: UInt32 = 20
    ) -> PacketHeader {
        ip(.udp, source, destination, at: seconds, payload: payload, headers: 28)
    }

    /// An ICMP or ICMPv6 message, as the addresses demand.
    public static func icmp(
        _ source: Endpoint, _ destination: Endpoint, type: UInt16, code: UInt16 = 0, at seconds: Double = 0,
        payload: UInt32 = 56
    ) -> PacketHeader {
        let transport: IPProtocol = source.address.isIPv4 ? .icmp : .icmpv6
        var header = ip(transport, source, destination, at: seconds, payload: payload, headers: 28)
        header.sourcePort = type
        header.destinationPort = code
        return header
    }

    /// A packet of any protocol.
    public static func ip(
        _ transport: IPProtocol, _ source: Endpoint, _ destination: Endpoint, at seconds: Double = 0,
        payload: UInt32 = 0, headers: UInt32 = 20
    ) -> PacketHeader {
        var header = PacketHeader()
        header.timestamp = Timestamp(nanoseconds: Int64((seconds * 1e9).rounded()))
        header.source = source.address
        header.destination = destination.address
        header.sourcePort = source.port
        header.destinationPort = destination.port
        header.network = source.address.isIPv4 ? .ipv4 : .ipv6
        header.transport = transport
        header.payloadLength = payload
        header.networkLength = payload + headers
        header.originalLength = payload + headers + 14
        header.hopLimit = 64
        return header
    }

    /// An ARP packet.
    public static func arp(
        _ operation: UInt16, _ source: Endpoint, mac: UInt64, to destination: Endpoint, at seconds: Double = 0
    ) -> PacketHeader {
        var header = ip(.hopByHop, source, destination, at: seconds, payload: 0, headers: 28)
        header.network = .arp
        header.arpOperation = operation
        header.sourceMAC = mac
        return header
    }

    /// The same with changes.
    public func with(_ change: (inout PacketHeader) -> Void) -> PacketHeader {
        var copy = self
        change(&copy)
        return copy
    }

    /// An ICMP unreachable from `router` that quotes this packet.
    public func refused(by router: Endpoint, at seconds: Double) -> PacketHeader {
        let isIPv4 = source.isIPv4
        return .icmp(
            router, Endpoint(source, 0), type: isIPv4 ? 3 : 1, code: isIPv4 ? 3 : 4, at: seconds
        ).with {
            $0.quotedSource = source
            $0.quotedDestination = destination
            $0.quotedSourcePort = sourcePort
            $0.quotedDestinationPort = destinationPort
            $0.quotedTransport = transport
        }
    }
}
