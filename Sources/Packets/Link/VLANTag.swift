/// A VLAN tag (IEEE 802.1Q §9.6): 4 octets, of which the first two, its own EtherType, stand in the header before.
package struct VLANTag: ~Escapable {
    /// Octets from the tag control information to the next EtherType, inclusive.
    package static let length = 4
    private let octets: Span<UInt8>

    /// A view of the octets behind a tag's EtherType; nil where the tag is cut.
    @inline(__always)
    @_lifetime(copy octets)
    package init?(_ octets: Span<UInt8>) {
        guard octets.count >= Self.length else { return nil }
        self.octets = octets
    }

    /// VLAN id, 0…4095; 0 is a priority tag, 4095 is reserved.
    package var identifier: UInt16 { octets.uint16(at: 0) & 0x0FFF }
    /// Type of what the tag precedes.
    package var type: EtherType { EtherType(rawValue: octets.uint16(at: 2)) }
}

extension EtherType {
    /// Whether a VLAN tag follows.
    package var isVLAN: Bool { self == .vlan || self == .serviceVLAN || self == .stackedVLAN }
}

extension PacketHeader {
    /// Keeps the first two VLAN ids, from the outside in, a tunnelled frame's after its carrier's.
    fileprivate mutating func note(vlan identifier: UInt16) {
        guard (1...4094).contains(identifier) else { return }
        if vlan == 0 {
            vlan = identifier
        } else if innerVLAN == 0 {
            innerVLAN = identifier
        }
    }
}

extension PacketDecoder {
    /// Tags in a row that are followed; one more is `DecodeError.vlanTooDeep`.
    package static let maximumTags = 4

    static func vlan(_ rest: borrowing Remainder, _ header: inout PacketHeader) throws(DecodeError) {
        var offset = 0
        for _ in 0..<maximumTags {
            guard let tag = VLANTag(rest.octets.extracting(droppingFirst: offset)) else { throw .linkTruncated }
            header.note(vlan: tag.identifier)
            offset += VLANTag.length
            let type = tag.type
            if !type.isVLAN {
                try payload(of: type, rest.dropping(offset), &header)
                return
            }
        }
        throw .vlanTooDeep
    }
}
