/// Builds a pcapng block by block.
struct PcapngFixture {
    private(set) var octets: [UInt8] = []
    /// Where each block starts, and the file's end.
    private(set) var boundaries = [0]
    /// How many packets lie before each boundary.
    private(set) var packetsBefore = [0]
    private var order: OctetWriter.Order

    init(_ order: OctetWriter.Order = .little) {
        self.order = order
    }

    mutating func block(_ type: UInt32, isPacket: Bool = false, _ body: (inout OctetWriter) -> Void) {
        var inner = OctetWriter(order)
        body(&inner)
        let padding = [UInt8](repeating: 0, count: -inner.octets.count & 3)
        let length = UInt32(12 + inner.octets.count + padding.count)
        var writer = OctetWriter(order)
        writer.append(type)
        writer.append(length)
        writer.append(inner.octets + padding)
        writer.append(length)
        octets += writer.octets
        boundaries.append(octets.count)
        packetsBefore.append(packetsBefore.last! + (isPacket ? 1 : 0))
    }

    mutating func section(_ order: OctetWriter.Order? = nil, major: UInt16 = 1) {
        if let order { self.order = order }
        block(0x0a0d_0d0a) {
            $0.append(UInt32(0x1a2b_3c4d))
            $0.append(major)
            $0.append(UInt16(0))
            $0.append(Int64(-1))
        }
    }

    mutating func interface(
        linkType: UInt16 = 1, snapLength: UInt32 = 0, resolution: UInt8? = nil, offset: Int64? = nil
    ) {
        block(1) {
            $0.append(linkType)
            $0.append(UInt16(0))
            $0.append(snapLength)
            Self.option(2, Array("veth0".utf8), &$0)
            if let resolution { Self.option(9, [resolution], &$0) }
            if let offset {
                $0.append(UInt16(14))
                $0.append(UInt16(8))
                $0.append(offset)
            }
            $0.append(UInt32(0))
        }
    }

    static func option(_ code: UInt16, _ value: [UInt8], _ writer: inout OctetWriter) {
        writer.append(code)
        writer.append(UInt16(value.count))
        writer.append(value + [UInt8](repeating: 0, count: -value.count & 3))
    }

    /// An enhanced packet block; `ticks` default to the packet's microseconds.
    mutating func enhanced(_ packet: Packet, id: UInt32 = 0, ticks: UInt64? = nil, options: [UInt8] = []) {
        block(6, isPacket: true) {
            $0.append(id)
            Self.timeAndLengths(packet, ticks, &$0)
            $0.append(packet.octets + [UInt8](repeating: 0, count: -packet.octets.count & 3))
            $0.append(options)
        }
    }

    /// The obsolete packet block.
    mutating func obsolete(_ packet: Packet, id: UInt16 = 0) {
        block(2, isPacket: true) {
            $0.append(id)
            $0.append(UInt16(3))
            Self.timeAndLengths(packet, nil, &$0)
            $0.append(packet.octets)
        }
    }

    mutating func simple(_ packet: Packet) {
        block(3, isPacket: true) {
            $0.append(UInt32(packet.original))
            $0.append(packet.octets)
        }
    }

    private static func timeAndLengths(_ packet: Packet, _ ticks: UInt64?, _ writer: inout OctetWriter) {
        let time = ticks ?? UInt64(packet.time / 1_000)
        writer.append(UInt32(time >> 32))
        writer.append(UInt32(truncatingIfNeeded: time))
        writer.append(UInt32(packet.octets.count))
        writer.append(UInt32(packet.original))
    }

    /// A section with two interfaces, each kind of packet block and blocks of no interest between.
    static func mixed(_ order: OctetWriter.Order) -> PcapngFixture {
        var file = PcapngFixture(order)
        file.section()
        file.interface()
        file.block(0x0bad) { $0.append(Array("a custom block".utf8)) }
        file.enhanced(Packet.samples[0], options: [1, 0, 4, 0, 65, 66, 67, 68, 0, 0, 0, 0])
        file.interface(linkType: 101)
        file.obsolete(Packet.samples[1], id: 1)
        file.enhanced(Packet.samples[2], id: 1)
        file.block(5) { $0.append(UInt32(0)) }
        file.simple(Packet.samples[0])
        return file
    }

    /// What `mixed` holds.
    static let mixedPackets: [Packet] = {
        var packets = Packet.samples + [Packet.samples[0]]
        for index in 1...2 {
            packets[index].linkType = 101
            packets[index].interface = 1
        }
        packets[3].time = packets[2].time
        return packets
    }()
}
