/// A DNS message (RFC 1035 §4.1) in the payload of a UDP datagram or at the front of a TCP segment's.
///
/// Reads the header and the first question; records are only counted, by the header's word.
public struct DNSMessage: ~Escapable {
    /// Octets of the header.
    public static let headerLength = 12
    /// Ports on which messages of this form go: DNS and multicast DNS.
    public static let ports: [UInt16] = [53, 5353]

    /// What was captured of the message: at least its header.
    let octets: Span<UInt8>
    /// Octets of the whole message, captured or not.
    public let messageLength: Int
    /// The first question; nil where there is none or the capture cut it.
    public let question: DNSQuestion?

    /// A view of a UDP payload.
    ///
    /// - Parameters:
    ///   - payload: What was captured of it.
    ///   - originalLength: Octets of it on the wire (`PacketHeader.payloadLength`); only a message that ended earlier
    ///     than its question is malformed, one that was cut has no `question`.
    @_lifetime(copy payload)
    public init(udp payload: Span<UInt8>, originalLength: Int) throws(DNSError) {
        guard payload.count >= Self.headerLength else { throw .dnsHeaderTruncated }
        octets = payload
        messageLength = max(payload.count, originalLength)
        question = try Self.firstQuestion(of: payload, isWhole: payload.count >= originalLength)
    }

    /// A view of the first message in a TCP payload that begins with its 2-octet length (RFC 1035 §4.2.2);
    /// what a later segment brings counts as not captured.
    @_lifetime(copy payload)
    public init(tcp payload: Span<UInt8>) throws(DNSError) {
        guard payload.count >= 2 else { throw .dnsHeaderTruncated }
        let length = Int(payload.uint16(at: 0))
        let message = payload.extracting(droppingFirst: 2).extracting(first: length)
        try self.init(udp: message, originalLength: length)
    }

    private static func firstQuestion(
        of message: Span<UInt8>, isWhole: Bool
    ) throws(DNSError) -> DNSQuestion? {
        guard message.uint16(at: 4) > 0 else { return nil }
        guard let name = try DNSName(message, at: headerLength), name.end + 4 <= message.count else {
            if isWhole { throw .dnsQuestionTruncated }
            return nil
        }
        return DNSQuestion(name, type: message.uint16(at: name.end), class: message.uint16(at: name.end + 2))
    }

    /// Identifier that a response shares with its query.
    public var identifier: UInt16 { octets.uint16(at: 0) }
    /// Whether this is a response (QR).
    public var isResponse: Bool { octets[2] & 0x80 != 0 }
    /// Kind of query, 0…15: 0 standard, 4 notify, 5 update (IANA "DNS OpCodes").
    public var opcode: UInt8 { octets[2] >> 3 & 0x0F }
    /// Whether the message was cut for its transport (TC).
    public var isTruncated: Bool { octets[2] & 0x02 != 0 }
    /// Response code without EDNS's upper bits, 0…15: 0 no error, 2 server failure, 3 no such name (IANA "DNS RCODEs").
    public var responseCode: UInt8 { octets[3] & 0x0F }
    /// Questions, by the header's word.
    public var questionCount: UInt16 { octets.uint16(at: 4) }
    /// Records in the answer section, by the header's word.
    public var answerCount: UInt16 { octets.uint16(at: 6) }
    /// Records in the authority section, by the header's word.
    public var authorityCount: UInt16 { octets.uint16(at: 8) }
    /// Records in the additional section, by the header's word.
    public var additionalCount: UInt16 { octets.uint16(at: 10) }
}
