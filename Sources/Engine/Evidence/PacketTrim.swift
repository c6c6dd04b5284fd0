import Packets

/// How much of a frame is kept.
struct PacketTrim: BitwiseCopyable {
    /// Octets of payload.
    let payload: Int

    /// A DNS message's length over TCP, its header, the longest name, type and class (RFC 1035 §2.3.4, §4.1.2, §4.2.2).
    static let question = 2 + 12 + 255 + 4
    /// What an ICMP error quotes at least: a header without options and 8 octets more, which have the ports (RFC 792, RFC
    /// 4443 §3.1).
    private static let (quoteV4, quoteV6) = (28, 48)
    /// Ethernet with a tag, and ARP for it.
    private static let claim = 64
    /// What is kept of a frame whose headers cannot be read, beside so many octets as of a payload: Ethernet, IPv4 and TCP.
    private static let unread = 54
    /// Headers at most; what is beyond is cut.
    static let headers = 320

    /// Octets kept of any frame at most.
    var maximum: Int { Self.headers + max(payload, Self.question) }

    @inline(__always)
    func length(of captured: Int, headers: Int, payload: Int) -> Int {
        min(captured, min(headers, Self.headers) + payload)
    }

    /// Octets kept of a plain Ethernet frame.
    @inline(__always)
    func length(of captured: Int, _ packet: PlainPacket) -> Int {
        length(of: captured, headers: 14 + Int(packet.networkLength) - Int(packet.payloadLength), payload: payload)
    }

    /// Octets kept of a frame that was decoded.
    func length(of captured: Int, _ header: PacketHeader) -> Int {
        if header.network == .arp { return min(captured, Self.claim) }
        var kept = payload
        if kept > 0, header.sourcePort == 53 || header.destinationPort == 53 { kept = max(kept, Self.question) }
        if header.quotedTransport != .hopByHop {
            kept = max(kept, header.quotedSource.isIPv4 ? Self.quoteV4 : Self.quoteV6)
        }
        return length(of: captured, headers: Int(header.payloadOffset), payload: kept)
    }

    /// Octets kept of a frame that could not be decoded.
    func lengthOfUnread(_ captured: Int) -> Int { min(captured, Self.unread + payload) }
}
