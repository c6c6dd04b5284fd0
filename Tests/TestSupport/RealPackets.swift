import Packets

/// Frames that Linux 6 sent between two network namespaces of our own, captured by tcpdump: nobody's data.
///
/// Long payloads are left off, as by a snap length.
public enum RealPackets {
    public static let tcpSYN = Fixture(
        "tcpSYN", .ethernet, originalLength: 74,
        hex: """
            02000000000202000000000108004500003c8918400040062da0c0000201c00002029c601f90897b292100000000a002
            faf067ed0000020405b40402080a1478de15000000000103030a
            """)
    public static let tcpSYNACK = Fixture(
        "tcpSYNACK", .ethernet, originalLength: 74,
        hex: """
            02000000000102000000000208004500003c000040004006b6b8c0000202c00002011f909c60841f5748897b2922a012
            fe8884320000020405b40402080aa9e17dcb1478de150103030a
            """)
    public static let httpResponse = Fixture(
        "httpResponse", .ethernet, originalLength: 85,
        hex: """
            020000000001020000000002080045000047ff3340004006b779c0000202c00002011f909c60841f5749897b29348018
            0040843d00000101080aa9e17dcb1478de15485454502f312e3020323030204f4b0d0a0d0a
            """)
    public static let arpRequestInVXLAN = Fixture(
        "arpRequestInVXLAN", .ethernet, originalLength: 92,
        hex: """
            02000000000202000000000108004500004e992e000040115d6dc0000201c0000202e2f612b5003ae350080000000000
            2a00ffffffffffff02000000010108060001080006040001020000000101c6336401000000000000c6336402
            """)
    public static let tcpSYNInVXLAN = Fixture(
        "tcpSYNInVXLAN", .ethernet, originalLength: 124,
        hex: """
            02000000000202000000000108004500006e992f000040115d4cc0000201c0000202a05212b5005adcc4080000000000
            2a0002000000010202000000010108004500003c6995400040067cbcc6336401c633640295181f90e3bd077500000000
            a002fd5c68690000020405820402080a0b9be287000000000103030a
            """)
    public static let dnsQuery = Fixture(
        "dnsQuery", .ethernet, originalLength: 75,
        hex: """
            02000000000202000000000108004500003d9934400040111d78c0000201c0000202b80f003500295ecc1a2b01000001
            00000000000003777777076578616d706c6503636f6d0000010001
            """)
    public static let icmpPortUnreachable = Fixture(
        "icmpPortUnreachable", .ethernet, originalLength: 103,
        hex: """
            020000000001020000000002080045c00059baa3000040013b3dc0000202c00002010303813b000000004500003d9934
            400040111d78c0000201c0000202b80f003500295ecc1a2b0100000100000000000003777777076578616d706c650363
            6f6d0000010001
            """)
    public static let firstFragment = Fixture(
        "firstFragment", .ethernet, originalLength: 1514,
        hex: """
            0200000000020200000000010800450005dc99352000401137d8c0000201c0000202b80f270f07d8f684787878787878
            787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878
            """)
    public static let laterFragment = Fixture(
        "laterFragment", .ethernet, originalLength: 562,
        hex: """
            020000000002020000000001080045000224993500b940115ad7c0000201c00002027878787878787878787878787878
            787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878
            """)
    public static let icmpEchoRequest = Fixture(
        "icmpEchoRequest", .ethernet, originalLength: 51,
        hex: """
            020000000002020000000001080045000025925540004001247fc0000201c00002020800070e12340007776569722d70
            696e67
            """)
    public static let multicastListenerReport = Fixture(
        "multicastListenerReport", .ethernet, originalLength: 90,
        hex: """
            33330000001602000000000186dd600000000024000100000000000000000000000000000000ff020000000000000000
            0000000000163a000502000001008f006f890000000104000000ff0200000000000000000001ff000001
            """)
    public static let neighbourSolicitation = Fixture(
        "neighbourSolicitation", .ethernet, originalLength: 86,
        hex: """
            3333ff00000202000000000186dd6000000000203aff20010db8000000000000000000000001ff020000000000000000
            0001ff00000287001c270000000020010db80000000000000000000000020101020000000001
            """)
    public static let tcpSYNOverIPv6 = Fixture(
        "tcpSYNOverIPv6", .ethernet, originalLength: 94,
        hex: """
            02000000000202000000000186dd600e76b10028064020010db800000000000000000000000120010db8000000000000
            000000000002d2da1f904408913500000000a002fd201bf10000020405a00402080aaa0d61d4000000000103030a
            """)
    public static let dnsQueryOverIPv6 = Fixture(
        "dnsQueryOverIPv6", .ethernet, originalLength: 95,
        hex: """
            02000000000202000000000186dd600f5e200029114020010db800000000000000000000000120010db8000000000000
            000000000002d7e000350029678a1a2b0100000100000000000003777777076578616d706c6503636f6d0000010001
            """)
    public static let icmpv6PortUnreachable = Fixture(
        "icmpv6PortUnreachable", .ethernet, originalLength: 143,
        hex: """
            02000000000102000000000286dd600ad43b00593a4020010db800000000000000000000000220010db8000000000000
            0000000000010104d39400000000600f5e200029114020010db800000000000000000000000120010db8000000000000
            000000000002d7e000350029678a1a2b0100000100000000000003777777076578616d706c6503636f6d0000010001
            """)
    public static let firstFragmentOfIPv6 = Fixture(
        "firstFragmentOfIPv6", .ethernet, originalLength: 1510,
        hex: """
            02000000000202000000000186dd600f3d1905b02c4020010db800000000000000000000000120010db8000000000000
            0000000000021100000146017087d7e0270f07d8ff427878787878787878787878787878787878787878787878787878
            """)
    public static let laterFragmentOfIPv6 = Fixture(
        "laterFragmentOfIPv6", .ethernet, originalLength: 622,
        hex: """
            02000000000202000000000186dd600f3d1902382c4020010db800000000000000000000000120010db8000000000000
            000000000002110005a84601708778787878787878787878787878787878787878787878787878787878787878787878
            """)
    public static let icmpv6EchoRequest = Fixture(
        "icmpv6EchoRequest", .ethernet, originalLength: 71,
        hex: """
            02000000000202000000000186dd600b75dd00113a4020010db800000000000000000000000120010db8000000000000
            0000000000028000334d12340007776569722d70696e67
            """)
    public static let cookedSYN = Fixture(
        "cookedSYN", .linuxCooked, originalLength: 76,
        hex: """
            000400010006020000000001000008004500003c8918400040062da0c0000201c00002029c601f90897b292100000000
            a002faf067ed0000020405b40402080a1478de15000000000103030a
            """)
    public static let cookedARP = Fixture(
        "cookedARP", .linuxCooked, originalLength: 44,
        hex: """
            000400010006020000000101000008060001080006040001020000000101c6336401000000000000c6336402
            """)
    public static let cooked2SYN = Fixture(
        "cooked2SYN", .linuxCooked2, originalLength: 80,
        hex: """
            08000000000000030001040602000000000100004500003c8918400040062da0c0000201c00002029c601f90897b2921
            00000000a002faf067ed0000020405b40402080a1478de15000000000103030a
            """)
    public static let cooked2ARP = Fixture(
        "cooked2ARP", .linuxCooked2, originalLength: 48,
        hex: """
            08060000000000040001040602000000010100000001080006040001020000000101c6336401000000000000c6336402
            """)

    /// All of them.
    public static let all: [Fixture] = [
        tcpSYN, tcpSYNACK, httpResponse, arpRequestInVXLAN, tcpSYNInVXLAN, dnsQuery, icmpPortUnreachable,
        firstFragment, laterFragment, icmpEchoRequest, multicastListenerReport, neighbourSolicitation,
        tcpSYNOverIPv6, dnsQueryOverIPv6, icmpv6PortUnreachable, firstFragmentOfIPv6, laterFragmentOfIPv6,
        icmpv6EchoRequest, cookedSYN, cookedARP, cooked2SYN, cooked2ARP,
    ]
}
