/// A number of the IEEE registry "EtherType" (https://standards-oui.ieee.org/ethertype/eth.txt).
@usableFromInline package struct EtherType: RawRepresentable, Hashable, Sendable, BitwiseCopyable {
    @usableFromInline package var rawValue: UInt16
    @inlinable
    package init(rawValue: UInt16) { self.rawValue = rawValue }

    @inlinable package static var ipv4: EtherType { EtherType(rawValue: 0x0800) }
    @inlinable package static var arp: EtherType { EtherType(rawValue: 0x0806) }
    /// Transparent Ethernet bridging: a whole frame within GRE or Geneve (RFC 1701, RFC 8926 §3.4).
    @inlinable package static var bridgedEthernet: EtherType { EtherType(rawValue: 0x6558) }
    /// IEEE 802.1Q customer tag.
    @inlinable package static var vlan: EtherType { EtherType(rawValue: 0x8100) }
    /// IEEE 802.1ad service tag.
    @inlinable package static var serviceVLAN: EtherType { EtherType(rawValue: 0x88A8) }
    /// The outer tag of QinQ before 802.1ad, still common.
    @inlinable package static var stackedVLAN: EtherType { EtherType(rawValue: 0x9100) }
    @inlinable package static var ipv6: EtherType { EtherType(rawValue: 0x86DD) }
    /// MPLS, downstream-assigned label (RFC 5332 §3).
    @inlinable package static var mpls: EtherType { EtherType(rawValue: 0x8847) }
    /// MPLS, upstream-assigned label (RFC 5332 §3).
    @inlinable package static var mplsUpstream: EtherType { EtherType(rawValue: 0x8848) }
    /// PPPoE session stage (RFC 2516 §4).
    @inlinable package static var pppoeSession: EtherType { EtherType(rawValue: 0x8864) }

    /// Whether the field is not a type but the length of an IEEE 802.3 frame, which LLC follows (IEEE 802.3 §3.2.6).
    @inlinable
    package var isLength: Bool { rawValue < 0x0600 }
}

extension PacketDecoder {
    /// What an EtherType announces, wherever that type stood.
    @inline(__always)
    static func payload(
        of type: EtherType, _ rest: borrowing Remainder, _ header: inout PacketHeader
    ) throws(DecodeError) {
        if type == .ipv4 {
            try ipv4(rest, &header)
        } else {
            try payloadOfRarer(type, rest, &header)
        }
    }

    @inline(never)
    private static func payloadOfRarer(
        _ type: EtherType, _ rest: borrowing Remainder, _ header: inout PacketHeader
    ) throws(DecodeError) {
        switch type {
        case .ipv6: try ipv6(rest, &header)
        case .arp: try arp(rest, &header)
        case .vlan, .serviceVLAN, .stackedVLAN: try vlan(rest, &header)
        case .mpls, .mplsUpstream: try mpls(rest, &header)
        case .pppoeSession: try pppoe(rest, &header)
        case _ where type.isLength: try llc(rest, &header)
        default: throw .unsupportedEtherType
        }
    }
}
