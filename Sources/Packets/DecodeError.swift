/// Why a frame could not be decoded to a packet that can be metered.
///
/// Each defect has one name, `label`: it is the error, the label of its counter and the word in rules.
/// "Truncated" means that the *captured* octets end before the header does; "malformed" that a field contradicts the
/// packet.
public enum DecodeError: UInt8, Error, CaseIterable, Sendable, BitwiseCopyable {
    case linkTruncated
    case unsupportedEtherType
    case vlanTooDeep
    case mplsTruncated
    case mplsTooDeep
    case arpTruncated
    case arpMalformed
    case ipUnknownVersion
    case ipv4Truncated
    case ipv4HeaderLength
    case ipv4TotalLength
    case ipv6Truncated
    case ipv6ExtensionTruncated
    case ipv6ExtensionsTooMany
    case tcpTruncated
    case tcpHeaderLength
    case udpTruncated
    case udpMalformed
    case sctpTruncated
    case icmpTruncated
    case icmpv6Truncated
    case greTruncated
    case tunnelTooDeep

    /// The defect's name in counters and rules: the case in snake_case, `ipv4_header_length`.
    public var label: String { snakeCase("\(self)") }
}
