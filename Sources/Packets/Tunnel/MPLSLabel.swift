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

    /// No field says what the stack carries: the first nibble tells IP from a pseudowire's control word (RFC 4385 §3).
    private static func mplsPayload(_ rest: borrowing Remainder, _ header: inout PacketHeader) throws(DecodeError) {
        guard rest.octets.count >= 4 else { throw .mplsTruncated }
        guard rest.octets[0] >> 4 == 0 else {
            try anyIP(rest, &header)
            return
        }
        try ethernet(rest.dropping(4), &header)
    }
}
