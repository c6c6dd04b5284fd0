/// Builds a classic pcap.
struct PcapFixture {
    enum Flavour: UInt32, CaseIterable {
        case microseconds = 0xa1b2_c3d4
        case nanoseconds = 0xa1b2_3c4d
        case modified = 0xa1b2_cd34
    }

    var order = OctetWriter.Order.little
    var flavour = Flavour.microseconds
    var version: (UInt16, UInt16) = (2, 4)
    var snapLength: UInt32 = 65_535
    var network: UInt32 = 1
    var packets: [Packet] = []

    /// Where each record starts, and the file's end.
    var boundaries: [Int] {
        packets.reduce(into: [24]) { $0.append($0.last! + recordLength + $1.octets.count) }
    }

    var recordLength: Int { flavour == .modified ? 24 : 16 }

    var octets: [UInt8] {
        var writer = OctetWriter(order)
        writer.append(flavour.rawValue)
        writer.append(version.0)
        writer.append(version.1)
        writer.append(UInt64(0))
        writer.append(snapLength)
        writer.append(network)
        for packet in packets {
            let unit: Int64 = flavour == .nanoseconds ? 1 : 1_000
            writer.append(UInt32(packet.time / 1_000_000_000))
            writer.append(UInt32(packet.time % 1_000_000_000 / unit))
            let lengths = (UInt32(packet.octets.count), UInt32(packet.original))
            writer.append(version.1 < 3 || version.0 == 543 ? lengths.1 : lengths.0)
            writer.append(version.1 < 3 || version.0 == 543 ? lengths.0 : lengths.1)
            if flavour == .modified { writer.append(UInt64(0x0102_0304_0506_0708)) }
            writer.append(packet.octets)
        }
        return writer.octets
    }
}
