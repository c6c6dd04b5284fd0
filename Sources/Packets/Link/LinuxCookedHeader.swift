/// The header that Linux's "any" device puts in place of the link layer's, versions 1 and 2
/// (https://www.tcpdump.org/linktypes/LINKTYPE_LINUX_SLL.html, …SLL2.html): 16 and 20 octets.
package struct LinuxCookedHeader: ~Escapable {
    /// Octets of the header.
    package let length: Int
    private let octets: Span<UInt8>
    private let isVersion2: Bool

    /// A view of a frame's captured octets; nil where the header is cut.
    @_lifetime(copy octets)
    package init?(_ octets: Span<UInt8>, isVersion2: Bool) {
        let length = isVersion2 ? 20 : 16
        guard octets.count >= length else { return nil }
        self.octets = octets
        self.length = length
        self.isVersion2 = isVersion2
    }

    /// Type of the payload, where `hasEtherType`.
    package var type: EtherType { EtherType(rawValue: octets.uint16(at: isVersion2 ? 0 : 14)) }
    /// The device's type, a number of Linux's `if_arp.h`.
    package var device: UInt16 { octets.uint16(at: isVersion2 ? 8 : 2) }
    /// The sender's link-layer address in the low 48 bits, or 0 where it is not one of 6 octets.
    package var source: UInt64 {
        let count = isVersion2 ? UInt16(octets[11]) : octets.uint16(at: 4)
        return count == 6 ? octets.uint48(at: isVersion2 ? 12 : 6) : 0
    }

    /// Whether `type` is an EtherType: not of netlink (824) and radiotap (803) devices.
    package var hasEtherType: Bool { device != 824 && device != 803 }
    /// Whether bare LLC follows, which Linux notes as type 4.
    package var isLLC: Bool { type.rawValue == 4 }
}

extension PacketDecoder {
    static func linuxCooked(_ rest: borrowing Remainder, _ header: inout PacketHeader) throws(DecodeError) {
        try cooked(rest, isVersion2: false, &header)
    }

    static func linuxCooked2(_ rest: borrowing Remainder, _ header: inout PacketHeader) throws(DecodeError) {
        try cooked(rest, isVersion2: true, &header)
    }

    private static func cooked(
        _ rest: borrowing Remainder, isVersion2: Bool, _ header: inout PacketHeader
    ) throws(DecodeError) {
        guard let cooked = LinuxCookedHeader(rest.octets, isVersion2: isVersion2) else { throw .linkTruncated }
        guard cooked.hasEtherType else { throw .unsupportedEtherType }
        header.sourceMAC = cooked.source
        let type = cooked.type
        guard cooked.isLLC || !type.isLength else { throw .unsupportedEtherType }
        try payload(of: type, rest.dropping(cooked.length), &header)
    }
}
