/// A Geneve header (RFC 8926 §3.4): 8 octets and up to 252 of options.
@usableFromInline package struct GeneveHeader: ~Escapable {
    /// The port that carries it.
    @inlinable static var port: UInt16 { 6081 }
    private let octets: Span<UInt8>

    /// A view of a UDP payload; nil where the header or its options are cut.
    @_lifetime(copy octets)
    package init?(_ octets: Span<UInt8>) {
        guard octets.count >= 8, octets.count >= 8 + Int(octets[0] & 0x3F) * 4 else { return nil }
        self.octets = octets
    }

    /// Octets of the header with its options.
    package var length: Int { 8 + Int(octets[0] & 0x3F) * 4 }
    /// Version; 0 is the only one.
    package var version: UInt8 { octets[0] >> 6 }
    /// Type of the payload.
    package var type: EtherType { EtherType(rawValue: octets.uint16(at: 2)) }
    /// The virtual network identifier, 24 bits.
    package var identifier: UInt32 { octets.uint24(at: 4) }
}

extension PacketDecoder {
    /// Follows Geneve; false, with `header` as it was, where no packet is within, for a port alone proves nothing.
    static func geneve(_ rest: borrowing Remainder, _ header: inout PacketHeader) -> Bool {
        guard let geneve = GeneveHeader(rest.octets), geneve.version == 0 else { return false }
        let type = geneve.type
        guard type == .bridgedEthernet || type == .ipv4 || type == .ipv6 else { return false }
        let outer = header
        do throws(DecodeError) {
            let inner = try enter(.geneve, identifier: geneve.identifier, rest.dropping(geneve.length), &header)
            if type == .bridgedEthernet {
                try ethernet(inner, &header)
            } else {
                try payload(of: type, inner, &header)
            }
            return true
        } catch {
            header = outer
            return false
        }
    }
}
