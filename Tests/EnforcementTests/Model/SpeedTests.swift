import Enforcement
import Glibc
import Packets
import Testing

@Suite("A list of 100,000 entries", .serialized)
struct SpeedTests {
    @Test("takes milliseconds of the processor, beside a large allowlist", arguments: BlocklistFormat.allCases)
    func speed(_ format: BlocklistFormat) throws {
        let allowed = (0..<10_000).compactMap { IPPrefix(IPAddress(v4: 0x1000_0000 + UInt32($0) * 5_120), length: 32) }
        let entries = Listing.sorted(Listing.large)
        var best = Double.infinity
        var octets: [UInt8] = []
        for _ in 0..<5 {
            octets.removeAll(keepingCapacity: true)
            let start = clock()
            var writer = BlocklistWriter(format, allowlist: allowed)
            writer.begin(into: &octets)
            for entry in entries { writer.append(entry, into: &octets) }
            writer.end(into: &octets)
            best = min(best, Double(clock() - start) / 1e6)
        }
        print("\(format.rawValue): \(Int(best * 1e6)) us of the processor, \(octets.count) octets")
        // A release build takes a tenth of it; the bound is for slow machines with other tests beside.
        #expect(best < 0.5)
    }

    @Test(
        "comes out as it goes in: nothing is kept back but what may still be cut", arguments: BlocklistFormat.allCases)
    func streaming(_ format: BlocklistFormat) {
        var writer = BlocklistWriter(format)
        var octets: [UInt8] = []
        writer.begin(into: &octets)
        for (index, entry) in Listing.sorted(Listing.large).enumerated() {
            writer.append(entry, into: &octets)
            // Of each family the last one.
            #expect(writer.written >= index - 1)
            octets.removeAll(keepingCapacity: true)
        }
    }
}
