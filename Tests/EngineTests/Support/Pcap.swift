/// Builds a classic pcap of little byte order with microseconds.
struct Pcap {
    private(set) var octets: [UInt8]

    /// Of a link type (1: Ethernet) and a snap length.
    init(linkType: UInt32 = 1, snapLength: UInt32 = 65_535) {
        octets = []
        for word in [0xa1b2_c3d4, 0x0004_0002, 0, 0, snapLength, linkType] { append(word) }
    }

    /// Adds a packet; whole unless `originalLength` says more.
    mutating func add(_ packet: [UInt8], microseconds: Int64, originalLength: Int? = nil) {
        append(UInt32(truncatingIfNeeded: microseconds / 1_000_000))
        append(UInt32(truncatingIfNeeded: microseconds % 1_000_000))
        append(UInt32(packet.count))
        append(UInt32(originalLength ?? packet.count))
        octets += packet
    }

    mutating func append(_ word: UInt32) {
        for shift in [UInt32(0), 8, 16, 24] { octets.append(UInt8(truncatingIfNeeded: word >> shift)) }
    }
}
