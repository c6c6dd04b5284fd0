import Capture
import Testing

/// No change of one octet traps; what comes before it is read as it was.
@Suite struct MutationTests {
    static let files: [(octets: [UInt8], boundaries: [Int], packetsBefore: [Int])] =
        OctetWriter.Order.allCases.flatMap { order in
            let pcap = PcapFixture(order: order, packets: Packet.samples)
            let pcapng = PcapngFixture.mixed(order)
            return [
                (pcap.octets, [0] + pcap.boundaries, [0, 0, 1, 2, 3]),
                (pcapng.octets, pcapng.boundaries, pcapng.packetsBefore),
            ]
        }

    @Test(arguments: files.indices)
    func everySingleOctet(index: Int) {
        let (original, boundaries, packetsBefore) = Self.files[index]
        let whole = Outcome(original)
        let file = TemporaryFile()
        for place in original.indices {
            for mask in [1, 2, 4, 8, 16, 32, 64, 128, 255, original[place]] as [UInt8] {
                var octets = original
                octets[place] ^= mask
                file.write(octets)
                let outcome = Outcome(path: file.path)
                let block = boundaries.lastIndex { $0 <= place }!
                // Only the record that was changed and those after it may differ; a file or section header is before all.
                let same = packetsBefore[block]
                #expect(outcome.packets.prefix(same) == whole.packets.prefix(same), "\(place) \(mask)")
                #expect(outcome.packets.allSatisfy { $0.octets.count <= $0.original })
            }
        }
    }
}
