import Packets

extension PacketHeader {
    /// A header with any value in any field, the extreme ones often; no decoder would make most of them.
    public static func random(using random: inout SeededGenerator) -> PacketHeader {
        var header = PacketHeader()
        header.timestamp = Timestamp(nanoseconds: number(&random))
        (header.source, header.destination) = (address(&random), address(&random))
        (header.sourcePort, header.destinationPort) = (port(&random), port(&random))
        header.network = [.none, .ipv4, .ipv6, .arp].randomElement(using: &random) ?? .none
        header.transport = transport(&random)
        header.originalLength = number(&random)
        header.networkLength = number(&random)
        header.payloadLength = number(&random)
        header.payloadOffset = number(&random)
        header.tcpFlags = TCPFlags(rawValue: number(&random))
        (header.sequence, header.acknowledgment) = (number(&random), number(&random))
        header.window = number(&random)
        header.fragment = [.none, .none, .first, .later].randomElement(using: &random) ?? .none
        header.fragmentIdentification = UInt32.random(in: 0..<4, using: &random)
        header.oddities = Oddities(rawValue: number(&random))
        if random.oneIn(4) { header.vlan = number(&random) }
        if random.oneIn(4) { header.tunnelIdentifier = number(&random) }
        header.sourceMAC = number(&random)
        header.arpOperation = number(&random)
        if random.oneIn(4) {
            header.quotedTransport = transport(&random)
            (header.quotedSource, header.quotedDestination) = (address(&random), address(&random))
            (header.quotedSourcePort, header.quotedDestinationPort) = (port(&random), port(&random))
        }
        return header
    }

    private static func number<Number: FixedWidthInteger>(_ random: inout SeededGenerator) -> Number {
        let any = Number.random(in: Number.min...Number.max, using: &random)
        return [0, 1, Number.min, Number.max, Number.max - 1, any].randomElement(using: &random) ?? 0
    }

    private static func address(_ random: inout SeededGenerator) -> IPAddress {
        let known = [
            IPAddress(v4: 0x0A00_0001), IPAddress(v4: 0x0A00_0002), .unspecified, IPAddress(v4: 0), IPAddress(v4: .max),
            IPAddress(high: 0xFF02 << 48, low: 1), IPAddress(high: .max, low: .max),
        ]
        return known.randomElement(using: &random) ?? .unspecified
    }

    private static func port(_ random: inout SeededGenerator) -> UInt16 {
        [0, 3, 8, 53, 80, 128, 129, 1_024, 40_000, .max].randomElement(using: &random) ?? 0
    }

    private static func transport(_ random: inout SeededGenerator) -> IPProtocol {
        [.hopByHop, .icmp, .icmp, .tcp, .tcp, .tcp, .udp, .icmpv6, .sctp, .esp].randomElement(using: &random) ?? .tcp
    }
}
