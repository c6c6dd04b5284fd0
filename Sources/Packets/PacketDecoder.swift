/// Reads a captured frame to the `PacketHeader` of its innermost network packet.
///
/// Pure, without state or allocation. A packet that the snap length cut is decoded by its own length fields
/// as long as its headers were captured; whatever the octets are, decoding ends with a header or a `DecodeError`, never
/// a trap.
public enum PacketDecoder {
    /// Tunnels within one another that are followed; one more is `DecodeError.tunnelTooDeep`.
    public static let maximumTunnels = 4

    /// Decodes one frame; O(headers), at most `maximumTunnels` deep.
    ///
    /// - Parameters:
    ///   - octets: What was captured of the frame.
    ///   - linkType: How the frame begins; a type that is not `isSupported` is `unsupportedEtherType`.
    ///   - originalLength: Octets of the frame on the wire, by the capture's record.
    ///   - timestamp: When it was captured.
    ///   - header: Reset and filled. After an error it holds what was read before the defect.
    @inline(never)
    public static func decode(
        _ octets: Span<UInt8>, linkType: LinkType, originalLength: Int, timestamp: Timestamp,
        into header: inout PacketHeader
    ) throws(DecodeError) {
        header.reset(at: timestamp)
        let original = UInt32(clamping: originalLength)
        header.originalLength = original
        let frame = Remainder(octets, originalLength: Int(original))
        if linkType == .ethernet {
            try ethernet(frame, &header)
        } else {
            try rarerLink(frame, linkType, &header)
        }
    }

    // Out of line, so that the common path of Ethernet stays small.
    @inline(never)
    private static func rarerLink(
        _ frame: borrowing Remainder, _ linkType: LinkType, _ header: inout PacketHeader
    ) throws(DecodeError) {
        switch linkType {
        case .linuxCooked: try linuxCooked(frame, &header)
        case .linuxCooked2: try linuxCooked2(frame, &header)
        case .null, .loop: try loopback(frame, &header)
        case .raw, .rawBSD, .rawOpenBSD, .ipv4, .ipv6:
            guard frame.octets.count > 0 else { throw .linkTruncated }
            try anyIP(frame, &header)
        default: throw .unsupportedEtherType
        }
    }

    /// IPv4 or IPv6 by the version in its first octet, where the layer below does not say which.
    static func anyIP(_ rest: borrowing Remainder, _ header: inout PacketHeader) throws(DecodeError) {
        guard rest.octets.count > 0 else { throw .ipv4Truncated }
        switch rest.octets[0] >> 4 {
        case 4: try ipv4(rest, &header)
        case 6: try ipv6(rest, &header)
        default: throw .ipUnknownVersion
        }
    }
}
