import Packets

/// Frames that decode, one and more for every protocol: the seeds of the table, mutation and fuzz tests.
public enum Fixtures {
    /// All of them, the real ones included.
    public static let all: [Fixture] = link + network + transport + tunnels + RealPackets.all

    private static let segment = Frames.ipv4(.tcp, Frames.tcp())
    private static let segment6 = Frames.ipv6(.tcp, Frames.tcp())

    /// Each link layer.
    public static let link: [Fixture] = [
        Fixture("vlan", Frames.ethernet(0x8100, Frames.vlan(100, 0x0800, segment))),
        Fixture("qinq", Frames.ethernet(0x88A8, Frames.vlan(200, 0x8100, Frames.vlan(100, 0x86DD, segment6)))),
        Fixture("priorityTag", Frames.ethernet(0x8100, Frames.vlan(0, 0x0800, segment))),
        Fixture(
            "fourTags",
            Frames.ethernet(
                0x9100,
                Frames.vlan(1, 0x9100, Frames.vlan(2, 0x88A8, Frames.vlan(3, 0x8100, Frames.vlan(4, 0x0800, segment)))))
        ),
        Fixture("snap", Frames.ieee8023(Frames.snap(0x0800, segment))),
        Fixture("pppoe", Frames.ethernet(0x8864, Frames.pppoe(0x0021, segment))),
        Fixture("pppoe6", Frames.ethernet(0x8864, Frames.pppoe(0x0057, segment6))),
        Fixture("cooked", .linuxCooked, Frames.linuxCooked(0x0800, segment)),
        Fixture("cookedLoopback", .linuxCooked, Frames.linuxCooked(0x86DD, segment6, device: 772, addressLength: 0)),
        Fixture("cookedSNAP", .linuxCooked, Frames.linuxCooked(0x0004, Frames.snap(0x0800, segment))),
        Fixture("cooked2", .linuxCooked2, Frames.linuxCooked2(0x0806, Frames.arp(operation: 2))),
        Fixture("raw4", .raw, segment),
        Fixture("raw6", .rawBSD, segment6),
        Fixture("ipv4", .ipv4, segment),
        Fixture("ipv6", .ipv6, segment6),
        Fixture("nullLittleEndian", .null, [2, 0, 0, 0] + segment),
        Fixture("nullBigEndian", .null, [0, 0, 0, 2] + segment),
        Fixture("nullDarwin6", .null, [30, 0, 0, 0] + segment6),
        Fixture("loop", .loop, [0, 0, 0, 24] + segment6),
    ]

    /// Each network layer.
    public static let network: [Fixture] = [
        Fixture("arpRequest", Frames.ethernet(0x0806, Frames.arp() + [UInt8](repeating: 0, count: 18))),
        Fixture("arpReply", Frames.ethernet(0x0806, Frames.arp(operation: 2))),
        Fixture(
            "options", Frames.ethernet(0x0800, Frames.ipv4(.tcp, Frames.tcp(), options: [7, 7, 4, 0, 0, 0, 0, 0]))),
        Fixture(
            "padding", Frames.ethernet(0x0800, Frames.ipv4(.tcp, Frames.tcp(.ack, payload: [])) + [0, 0, 0, 0, 0, 0])),
        Fixture(
            "offload", originalLength: 14 + 70_000,
            Frames.ethernet(0x0800, Frames.ipv4(.tcp, Frames.tcp(), totalLength: 0))),
        Fixture(
            "offload6", originalLength: 14 + 70_000,
            Frames.ethernet(0x86DD, Frames.ipv6(.tcp, Frames.tcp(), payloadLength: 0))),
        Fixture("igmp", Frames.ethernet(0x0800, Frames.ipv4(.igmp, [0x16, 0, 0, 0, 224, 0, 0, 1]))),
        Fixture("esp6", Frames.ethernet(0x86DD, Frames.ipv6(.esp, [UInt8](repeating: 7, count: 24)))),
        Fixture("noNextHeader", Frames.ethernet(0x86DD, Frames.ipv6(.ipv6NoNext, []) + [0, 0, 0, 0, 0, 0])),
        Fixture(
            "extensions",
            Frames.ethernet(
                0x86DD,
                Frames.ipv6(
                    .hopByHop,
                    Frames.extension(.ipv6Destination) + Frames.extension(.ipv6Routing, units: 2)
                        + Frames.extension(.ah) + Frames.authentication(.udp) + Frames.udp()))),
        Fixture(
            "atomicFragment",
            Frames.ethernet(
                0x86DD, Frames.ipv6(.ipv6Fragment, Frames.fragment(.udp, offset: 0, more: false) + Frames.udp()))),
        Fixture(
            "fragmentFirst",
            Frames.ethernet(0x0800, Frames.ipv4(.udp, Frames.udp(to: 4789, length: 2000), flagsAndOffset: 0x2000))),
        Fixture(
            "fragmentLater", Frames.ethernet(0x0800, Frames.ipv4(.udp, Frames.udp(), flagsAndOffset: 0x2000 | 185))),
        Fixture(
            "fragmentLater6",
            Frames.ethernet(
                0x86DD, Frames.ipv6(.ipv6Fragment, Frames.fragment(.tcp, offset: 1448, more: false) + [1, 2, 3, 4]))),
    ]
}
