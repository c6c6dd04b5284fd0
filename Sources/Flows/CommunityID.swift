import Crypto
import Packets

/// Community ID v1, the flow hash that other sensors print too (https://github.com/corelight/community-id-spec).
public enum CommunityID {
    /// The id of a flow: `1:` and 28 characters of base64.
    public static func of(_ flow: FlowRecord, seed: UInt16 = 0) -> String {
        of(
            source: flow.initiator, destination: flow.responder, transport: flow.key.transport,
            sourcePort: flow.initiatorPort,
            destinationPort: flow.key.isICMP ? UInt16(flow.icmpCode) : flow.responderPort,
            seed: seed)
    }

    /// The id of a conversation. For ICMP and ICMPv6 the ports are type and code.
    public static func of(
        source: IPAddress, destination: IPAddress, transport: IPProtocol, sourcePort: UInt16, destinationPort: UInt16,
        seed: UInt16 = 0
    ) -> String {
        var ports = (sourcePort, destinationPort)
        var isOneWay = false
        if transport == .icmp || transport == .icmpv6 {
            let counterpart = counterpart(of: sourcePort, transport)
            isOneWay = counterpart == nil
            ports.1 = counterpart ?? destinationPort
        }
        let inOrder = source != destination ? source < destination : ports.0 <= ports.1
        let (first, second) = inOrder || isOneWay ? (source, destination) : (destination, source)
        if !inOrder, !isOneWay { ports = (ports.1, ports.0) }
        var octets: [UInt8] = [UInt8(seed >> 8), UInt8(seed & 255)] + first.octets + second.octets
        octets += [transport.rawValue, 0]
        if [.tcp, .udp, .sctp, .icmp, .icmpv6].contains(transport) {
            octets += [UInt8(ports.0 >> 8), UInt8(ports.0 & 255), UInt8(ports.1 >> 8), UInt8(ports.1 & 255)]
        }
        return "1:" + base64(Array(Insecure.SHA1.hash(data: octets)))
    }

    private static func counterpart(of type: UInt16, _ transport: IPProtocol) -> UInt16? {
        ICMPType.isReply(type, transport) ? ICMPType.request(of: type, transport) : ICMPType.reply(to: type, transport)
    }

    /// RFC 4648 §4, for the twenty octets of a SHA-1.
    private static func base64(_ octets: [UInt8]) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        var text = ""
        for start in stride(from: 0, to: octets.count, by: 3) {
            let group = octets[start..<min(start + 3, octets.count)]
            let bits = group.reduce(0) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - group.count))
            for place in 0..<4 {
                text.append(place <= group.count ? alphabet[Int(bits >> UInt32(18 - 6 * place) & 63)] : "=")
            }
        }
        return text
    }
}

extension FlowKey {
    var isICMP: Bool { transport == .icmp || transport == .icmpv6 }
}

extension IPAddress {
    /// Four octets of IPv4 or sixteen of IPv6, in network order.
    public var octets: [UInt8] {
        let all = (0..<16).map { UInt8(truncatingIfNeeded: ($0 < 8 ? high : low) >> UInt64(56 - 8 * ($0 % 8))) }
        return isIPv4 ? Array(all[12...]) : all
    }
}
