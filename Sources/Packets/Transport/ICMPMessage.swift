/// A message of ICMP (RFC 792) or ICMPv6 (RFC 4443 §2.1): 8 octets that all of them have, then what the type says.
package struct ICMPMessage: ~Escapable {
    /// Octets of the header with the word that each type reads its own way.
    package static let headerLength = 8
    private let octets: Span<UInt8>

    /// A view of a message's captured octets; nil where its header is cut.
    @_lifetime(copy octets)
    package init?(_ octets: Span<UInt8>) {
        guard octets.count >= Self.headerLength else { return nil }
        self.octets = octets
    }

    /// Type.
    package var type: UInt8 { octets[0] }
    /// Code.
    package var code: UInt8 { octets[1] }
    /// The second word: of echo the identifier (high half) and the sequence number.
    package var rest: UInt32 { octets.uint32(at: 4) }

    /// Whether an ICMP message of this type is an echo request or reply.
    package var isEcho: Bool { type == 8 || type == 0 }
    /// Whether an ICMP message of this type quotes the packet that caused it (RFC 1122 §3.2.2).
    package var isError: Bool {
        switch type {
        case 3, 4, 5, 11, 12: true
        default: false
        }
    }
    /// Whether an ICMPv6 message of this type is an echo request or reply.
    package var isEchoV6: Bool { type == 128 || type == 129 }
    /// Whether an ICMPv6 message of this type quotes the packet that caused it (RFC 4443 §2.1).
    package var isErrorV6: Bool { (1...4).contains(type) }
}

extension PacketDecoder {
    static func icmp(_ rest: borrowing Remainder, _ header: inout PacketHeader) throws(DecodeError) {
        guard let message = ICMPMessage(rest.octets) else {
            try tooShort(rest, headerLength: ICMPMessage.headerLength, hasPorts: false, .icmpTruncated, &header)
            return
        }
        header.note(message, of: rest)
        if message.isEcho { header.acknowledgment = message.rest }
        if message.isError { header.quoteIPv4(rest.octets.extracting(droppingFirst: ICMPMessage.headerLength)) }
    }

    static func icmpv6(_ rest: borrowing Remainder, _ header: inout PacketHeader) throws(DecodeError) {
        guard let message = ICMPMessage(rest.octets) else {
            try tooShort(rest, headerLength: ICMPMessage.headerLength, hasPorts: false, .icmpv6Truncated, &header)
            return
        }
        header.note(message, of: rest)
        if message.isEchoV6 { header.acknowledgment = message.rest }
        if message.isErrorV6 { header.quoteIPv6(rest.octets.extracting(droppingFirst: ICMPMessage.headerLength)) }
    }
}

extension PacketHeader {
    fileprivate mutating func note(_ message: borrowing ICMPMessage, of rest: borrowing Remainder) {
        sourcePort = UInt16(message.type)
        destinationPort = UInt16(message.code)
        setPayload(of: rest, after: ICMPMessage.headerLength)
    }
}
