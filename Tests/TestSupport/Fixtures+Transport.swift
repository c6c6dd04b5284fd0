import Packets

extension Fixtures {
    private static let query = Frames.udp(to: 53, payload: Frames.dns(["www", "example", "com"]))
    private static let response = Frames.udp(
        from: 53, to: 49_152,
        payload: Frames.dns(["www", "example", "com"], flags: 0x8180, counts: [1, 1, 0, 0], records: Frames.answer))

    /// Each transport, whole.
    public static let transport: [Fixture] = [
        Fixture("tcp", ethernet(.tcp, Frames.tcp())),
        Fixture("tcpOptions", ethernet(.tcp, Frames.tcp(.syn, options: [2, 4, 5, 0xB4, 1, 1, 4, 2], payload: []))),
        Fixture("udp", ethernet(.udp, Frames.udp())),
        Fixture("dnsQuestion", ethernet(.udp, query)),
        Fixture("dnsResponse", ethernet(.udp, response)),
        Fixture("sctp", ethernet(.sctp, Frames.sctp())),
        Fixture("ping", ethernet(.icmp, Frames.icmp(8, word: 0x1234_0007, [1, 2, 3, 4]))),
        Fixture(
            "unreachable",
            ethernet(
                .icmp, Frames.icmp(3, 3, Frames.ipv4(.udp, Frames.udp(), from: Frames.receiver, to: Frames.sender)))),
        Fixture(
            "timeExceeded",
            ethernet(.icmp, Frames.icmp(11, 0, Frames.ipv4(.icmp, Frames.icmp(8), options: [1, 1, 1, 1])))),
        Fixture("ping6", ethernet6(.icmpv6, Frames.icmp(128, word: 0x1234_0007, [1, 2, 3, 4]))),
        Fixture(
            "unreachable6", ethernet6(.icmpv6, Frames.icmp(1, 4, Frames.ipv6(.tcp, Frames.tcp(.syn, payload: []))))),
        Fixture(
            "tooBig6",
            ethernet6(
                .icmpv6,
                Frames.icmp(
                    2, word: 1280,
                    Frames.ipv6(.ipv6Fragment, Frames.fragment(.udp, offset: 0, more: true) + Frames.udp())))),
    ]

    /// Each tunnel.
    public static let tunnels: [Fixture] = [
        Fixture("gre", ethernet(.gre, Frames.gre(0x0800, inner))),
        Fixture("greKey", ethernet(.gre, Frames.gre(0x86DD, inner6, checksum: true, key: 7, sequence: 1))),
        Fixture("greEthernet", ethernet6(.gre, Frames.gre(0x6558, innerFrame, key: 9))),
        Fixture("grePPTP", ethernet(.gre, [0x30, 0x81, 0x88, 0x0B, 0, 4, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 1, 2, 3, 4])),
        Fixture("ipInIP", ethernet(.ipv4, inner)),
        Fixture("sixInFour", ethernet(.ipv6, inner6)),
        Fixture("fourInSix", ethernet6(.ipv4, inner)),
        Fixture("vxlan", ethernet(.udp, Frames.vxlan(42, innerFrame))),
        Fixture("vxlanLinux", ethernet(.udp, Frames.vxlan(42, Frames.ethernet(0x0806, Frames.arp()), port: 8472))),
        Fixture("vxlanNoFrame", ethernet(.udp, Frames.vxlan(42, [1, 2, 3, 4]))),
        Fixture("vxlanNoFlag", ethernet(.udp, Frames.vxlan(42, innerFrame, flags: 0))),
        Fixture("geneve", ethernet(.udp, Frames.geneve(9, 0x6558, innerFrame, options: [0, 1, 2, 0]))),
        Fixture("geneveIP", ethernet6(.udp, Frames.geneve(9, 0x0800, inner))),
        Fixture("geneveVersion", ethernet6(.udp, Frames.geneve(9, 0x0800, inner, version: 1))),
        Fixture(
            "mpls",
            Frames.ethernet(
                0x8847, Frames.mplsLabel(16, isBottom: false) + Frames.mplsLabel(17, isBottom: true) + inner)),
        Fixture(
            "mplsEthernet", Frames.ethernet(0x8847, Frames.mplsLabel(99, isBottom: true) + [0, 0, 0, 0] + innerFrame)),
        Fixture("mplsNoControlWord", Frames.ethernet(0x8847, Frames.mplsLabel(99, isBottom: true) + innerFrame)),
        Fixture(
            "greInMPLS",
            Frames.ethernet(0x8848, Frames.mplsLabel(16, isBottom: true) + Frames.ipv4(.gre, Frames.gre(0x0800, inner)))
        ),
        Fixture(
            "fourTunnels",
            ethernet(.ipv4, Frames.ipv4(.gre, Frames.gre(0x0800, Frames.ipv4(.ipv6, Frames.ipv6(.ipv4, inner)))))),
    ]

    /// 10.0.0.1 to 10.0.0.2.
    private static let inner = Frames.ipv4(
        .tcp, Frames.tcp(), from: IPAddress(v4: 0x0A00_0001), to: IPAddress(v4: 0x0A00_0002))
    private static let inner6 = Frames.ipv6(.udp, Frames.udp())
    private static let innerFrame = Frames.ethernet(0x8100, Frames.vlan(5, 0x0800, inner), from: 0xA, to: 0xB)

    private static func ethernet(_ number: IPProtocol, _ payload: [UInt8]) -> [UInt8] {
        Frames.ethernet(0x0800, Frames.ipv4(number, payload))
    }

    private static func ethernet6(_ number: IPProtocol, _ payload: [UInt8]) -> [UInt8] {
        Frames.ethernet(0x86DD, Frames.ipv6(number, payload))
    }
}
