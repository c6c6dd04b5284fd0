/// An entry of an MPLS label stack (RFC 3032 §2.1): 4 octets.
package struct MPLSLabel: ~Escapable {
    /// Octets of an entry.
    package static let length = 4
    private let octets: Span<UInt8>

    /// A view of an entry's captured octets; nil where it is cut.
    @_lifetime(copy octets)
    package init?(_ octets: Span<UInt8>) {
        guard octets.count >= Self.length else { return nil }
        self.octets = octets
    }

    /// The label, 20 bits.
    package var label: UInt32 { octets.uint32(at: 0) >> 12 }
    /// Whether this is the last entry.
    package var isBottom: Bool { octets[2] & 1 == 1 }
}

extension PacketDecoder {
    /// Labels in a stack that are followed; one more is `DecodeError.mplsTooDeep`.
    package static let maximumLabels = 8

    static func mpls(_ rest: borrowing Remainder, _ header: inout PacketHeader) throws(DecodeError) {
        var offset = 0
        var top: UInt32 = 0
        for depth in 0..<maximumLabels {
            guard let entry = MPLSLabel(rest.octets.extracting(droppingFirst: offset)) else { throw .mplsTruncated }
            if depth == 0 { top = entry.label }
            offset += MPLSLabel.length
            if entry.isBottom {
                let inner = try enter(.mpls, identifier: top, rest.dropping(offset), &header)
                try mplsPayload(inner, &header)
                return
            }
        }
        throw .mplsTooDeep
    }

    /// No field says what the stack carries: the first nibble tells IP from a pseudowire of Ethernet (RFC 4385 §3),
    /// whose control word is optional and begins as most addresses do, with 0.
    private static func mplsPayload(_ rest: borrowing Remainder, _ header: inout PacketHeader) throws(DecodeError) {
        guard rest.octets.count >= controlWordLength else { throw .mplsTruncated }
        switch rest.octets[0] >> 4 {
        case 4: try ipv4(rest, &header)
        case 6: try ipv6(rest, &header)
        case 0: try pseudowire(rest, &header)
        // An associated channel (RFC 4385 §5): the network's own talk.
        case 1: throw .unsupportedEtherType
        default: try ethernet(rest, &header)
        }
    }

    /// Octets of a pseudowire's control word.
    private static let controlWordLength = 4

    private static func pseudowire(_ rest: borrowing Remainder, _ header: inout PacketHeader) throws(DecodeError) {
        let outer = header
        do throws(DecodeError) {
            // Without it first: read this way, a frame behind one has two octets of an address for its type, which
            // fails; the other way round the four octets of a VLAN tag would make up for the error.
            try ethernet(rest, &header)
        } catch {
            header = outer
            try ethernet(rest.dropping(controlWordLength), &header)
        }
    }
}
