/// Why a message on a DNS port is not one that can be read; the names follow `DecodeError`.
public enum DNSError: UInt8, Error, CaseIterable, Sendable, BitwiseCopyable {
    /// Fewer than the 12 octets of a header.
    case dnsHeaderTruncated
    /// The message, and not only what was captured of it, ends within its first question.
    case dnsQuestionTruncated
    /// A label whose first two bits are neither a length's nor a pointer's (RFC 1035 §4.1.4, RFC 6891 §5).
    case dnsLabelType
    /// A name of more than 255 octets (RFC 1035 §2.3.4).
    case dnsNameTooLong
    /// A compression pointer into the header or beyond the message.
    case dnsPointerInvalid
    /// More compression pointers in a name than `DNSName.maximumPointers`: no honest name has so many, a loop has.
    case dnsPointersTooMany

    /// The defect's name in counters and rules: the case in snake_case, `dns_label_type`.
    public var label: String { snakeCase("\(self)") }
}
