import Packets

/// Frames that do not decode: one and more for every defect.
public enum Defects {
    /// Each frame with the error that it must be.
    public static let all: [(fixture: Fixture, error: DecodeError)] = link + network + transport + tunnels

    private static let segment = Frames.ipv4(.tcp, Frames.tcp())
    private static let segment6 = Frames.ipv6(.tcp, Frames.tcp())

    private static let link: [(fixture: Fixture, error: DecodeError)] = [
        (Fixture("empty", []), .linkTruncated),
        (Fixture("emptyRaw", .raw, []), .linkTruncated),
        (Fixture("ethernetCut", Frames.ethernet(0x0800, [])).cut(to: 13), .linkTruncated),
        (Fixture("vlanCut", Frames.ethernet(0x8100, [0, 1, 8])), .linkTruncated),
        (Fixture("snapCut", Frames.ieee8023([0xAA, 0xAA, 0x03, 0, 0, 0, 8])), .linkTruncated),
        (Fixture("llcCut", Frames.ieee8023([0, 0])), .linkTruncated),
        (Fixture("bareLLC", Frames.ieee8023([0, 1, 0xAF])), .unsupportedEtherType),
        (Fixture("otherSNAP", Frames.ieee8023([0xAA, 0xAA, 3, 0, 0, 0x0C, 0x20, 0])), .unsupportedEtherType),
        (Fixture("pppoeCut", Frames.ethernet(0x8864, [0x11, 0, 0, 1, 0, 2, 0])), .linkTruncated),
        (Fixture("cookedCut", .linuxCooked, Frames.linuxCooked(0x0800, [])).cut(to: 15), .linkTruncated),
        (Fixture("cooked2Cut", .linuxCooked2, Frames.linuxCooked2(0x0800, [])).cut(to: 19), .linkTruncated),
        (Fixture("loopCut", .loop, [0, 0, 0]), .linkTruncated),
        (Fixture("lldp", Frames.ethernet(0x88CC, [2, 7, 4, 2])), .unsupportedEtherType),
        (
            Fixture("spanningTree", Frames.ieee8023([0x42, 0x42, 3] + [UInt8](repeating: 0, count: 35))),
            .unsupportedEtherType
        ),
        (Fixture("lengthInSNAP", Frames.ieee8023(Frames.snap(40, segment))), .unsupportedEtherType),
        (Fixture("pppControl", Frames.ethernet(0x8864, Frames.pppoe(0xC021, [1, 1, 0, 4]))), .unsupportedEtherType),
        (Fixture("netlink", .linuxCooked, Frames.linuxCooked(0x0800, segment, device: 824)), .unsupportedEtherType),
        (Fixture("cooked8023", .linuxCooked, Frames.linuxCooked(0x0001, segment)), .unsupportedEtherType),
        (Fixture("loopbackOSI", .null, [7, 0, 0, 0] + segment), .unsupportedEtherType),
        (Fixture("unknownLink", LinkType(rawValue: 147), segment), .unsupportedEtherType),
        (
            Fixture(
                "fiveTags",
                Frames.ethernet(0x8100, Array(repeating: Frames.vlan(1, 0x8100, []), count: 5).flatMap(\.self))),
            .vlanTooDeep
        ),
    ]

    private static let network: [(fixture: Fixture, error: DecodeError)] = [
        (Fixture("arpCut", Frames.ethernet(0x0806, Frames.arp())).cut(to: 14 + 27), .arpTruncated),
        (Fixture("arpNoLengths", Frames.ethernet(0x0806, Frames.arp())).cut(to: 14 + 7), .arpTruncated),
        (Fixture("arpHardware", Frames.ethernet(0x0806, Frames.arp(hardware: 6))), .arpMalformed),
        (Fixture("arpProtocol", Frames.ethernet(0x0806, Frames.arp(type: 0x86DD))), .arpMalformed),
        (Fixture("arpLengths", Frames.ethernet(0x0806, Frames.arp(lengths: [6, 16]))), .arpMalformed),
        (Fixture("version5", .raw, segment.replacing(0, with: 0x55)), .ipUnknownVersion),
        (Fixture("sixAsFour", Frames.ethernet(0x0800, segment6)), .ipUnknownVersion),
        (Fixture("fourAsSix", Frames.ethernet(0x86DD, segment)), .ipUnknownVersion),
        (Fixture("ipv4Cut", Frames.ethernet(0x0800, segment)).cut(to: 14 + 19), .ipv4Truncated),
        (
            Fixture("ipv4OptionsCut", Frames.ethernet(0x0800, Frames.ipv4(.tcp, [], options: [1, 1, 1, 1]))).cut(
                to: 14 + 23),
            .ipv4Truncated
        ),
        (Fixture("headerLength4", .ipv4, segment.replacing(0, with: 0x44)), .ipv4HeaderLength),
        (Fixture("totalLength19", .ipv4, Frames.ipv4(.tcp, Frames.tcp(), totalLength: 19)), .ipv4TotalLength),
        (
            Fixture("totalLengthBelowOptions", .ipv4, Frames.ipv4(.tcp, [], options: [1, 1, 1, 1], totalLength: 20)),
            .ipv4TotalLength
        ),
        (Fixture("totalLength0", .ipv4, Frames.ipv4(.tcp, [], totalLength: 0)), .ipv4TotalLength),
        (Fixture("ipv6Cut", Frames.ethernet(0x86DD, segment6)).cut(to: 14 + 39), .ipv6Truncated),
        (
            Fixture("extensionCut", .ipv6, Frames.ipv6(.hopByHop, Frames.extension(.tcp, units: 2).dropLast())),
            .ipv6ExtensionTruncated
        ),
        (
            Fixture(
                "extensionBeyondPacket", .ipv6,
                Frames.ipv6(.hopByHop, Frames.extension(.tcp, units: 2), payloadLength: 8)),
            .ipv6ExtensionTruncated
        ),
        (
            Fixture(
                "nineExtensions", .ipv6,
                Frames.ipv6(.ipv6Destination, (0..<9).flatMap { _ in Frames.extension(.ipv6Destination) })),
            .ipv6ExtensionsTooMany
        ),
    ]

    private static let transport: [(fixture: Fixture, error: DecodeError)] = [
        (Fixture("tcpCut", Frames.ethernet(0x0800, segment)).cut(to: 34 + 13), .tcpTruncated),
        (Fixture("tcpBeyondPacket", .ipv4, Frames.ipv4(.tcp, Frames.tcp(), totalLength: 33)), .tcpTruncated),
        (Fixture("tcpHeader16", .ipv4, Frames.ipv4(.tcp, Frames.tcp(headerLength: 16))), .tcpHeaderLength),
        (Fixture("tcpHeaderBeyondPacket", .ipv4, Frames.ipv4(.tcp, Frames.tcp(headerLength: 60))), .tcpHeaderLength),
        (Fixture("udpCut", Frames.ethernet(0x0800, Frames.ipv4(.udp, Frames.udp()))).cut(to: 34 + 4), .udpTruncated),
        (Fixture("udpBeyondPacket", .ipv4, Frames.ipv4(.udp, Frames.udp(), totalLength: 27)), .udpTruncated),
        (Fixture("udpLength7", .ipv4, Frames.ipv4(.udp, Frames.udp(length: 7))), .udpMalformed),
        (Fixture("udpLength0", .ipv4, Frames.ipv4(.udp, Frames.udp(length: 0))), .udpMalformed),
        (Fixture("sctpCut", .ipv4, Frames.ipv4(.sctp, Frames.sctp())).cut(to: 20 + 11), .sctpTruncated),
        (Fixture("icmpCut", .ipv4, Frames.ipv4(.icmp, Frames.icmp(8))).cut(to: 20 + 7), .icmpTruncated),
        (Fixture("icmpv6Cut", .ipv6, Frames.ipv6(.icmpv6, Frames.icmp(128))).cut(to: 40 + 7), .icmpv6Truncated),
    ]

    private static let tunnels: [(fixture: Fixture, error: DecodeError)] = [
        (
            Fixture("mplsCut", Frames.ethernet(0x8847, Frames.mplsLabel(1, isBottom: false) + [0, 1, 0])),
            .mplsTruncated
        ),
        (Fixture("mplsEmpty", Frames.ethernet(0x8847, Frames.mplsLabel(1, isBottom: true))), .mplsTruncated),
        (
            Fixture("nineLabels", Frames.ethernet(0x8847, (0..<9).flatMap { Frames.mplsLabel($0, isBottom: $0 == 8) })),
            .mplsTooDeep
        ),
        (
            Fixture("mplsChannel", Frames.ethernet(0x8847, Frames.mplsLabel(1, isBottom: true) + [0x10, 0, 0, 0])),
            .unsupportedEtherType
        ),
        (
            Fixture("mplsUnknown", Frames.ethernet(0x8847, Frames.mplsLabel(1, isBottom: true) + [0x20, 0, 0, 0])),
            .linkTruncated
        ),
        (Fixture("greCut", .ipv4, Frames.ipv4(.gre, Frames.gre(0x0800, segment))).cut(to: 20 + 3), .greTruncated),
        (Fixture("greKeyCut", .ipv4, Frames.ipv4(.gre, Frames.gre(0x0800, [], key: 1))).cut(to: 20 + 7), .greTruncated),
        (
            Fixture("fiveTunnels", .ipv4, (0..<5).reduce(segment) { inner, _ in Frames.ipv4(.ipv4, inner) }),
            .tunnelTooDeep
        ),
    ]
}
