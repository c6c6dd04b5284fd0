import Capture
import Testing

@Suite struct GzipTests {
    static let plain = PcapFixture(packets: Packet.samples).octets

    @Test func readsBothFormats() throws {
        #expect(Outcome(try TemporaryFile.gzip(Self.plain)) == Outcome(Self.plain))
        let pcapng = PcapngFixture.mixed(.big).octets
        #expect(Outcome(try TemporaryFile.gzip(pcapng)) == Outcome(pcapng))
    }

    @Test func readsConcatenatedMembersAndZeroPadding() throws {
        for cut in [0, 1, 23, 24, 30, 100, Self.plain.count] {
            let members =
                try TemporaryFile.gzip(Array(Self.plain[..<cut])) + TemporaryFile.gzip(Array(Self.plain[cut...]))
            #expect(Outcome(members) == Outcome(Self.plain))
            #expect(Outcome(members + [0, 0, 0]) == Outcome(Self.plain))
        }
    }

    @Test func readsMoreThanItsBuffers() throws {
        let packets = (0..<4_000).map { index in
            Packet(time: Int64(index) * 1_000, octets: (0..<1_400).map { _ in .random(in: 0...255) })
        }
        let outcome = Outcome(try TemporaryFile.gzip(PcapFixture(packets: packets).octets))
        #expect(outcome.error == nil)
        #expect(outcome.packets == packets)
    }

    @Test func everyPrefixIsAnErrorAfterItsWholePackets() throws {
        let packed = try TemporaryFile.gzip(Self.plain)
        var mostPackets = 0
        for count in 2..<packed.count {
            let outcome = Outcome(Array(packed[..<count]))
            #expect(outcome.packets == Array(Packet.samples.prefix(outcome.packets.count)))
            #expect(outcome.error == .damagedGzip(path: "x", offset: count, reason: "it ends early"), "\(count)")
            mostPackets = max(mostPackets, outcome.packets.count)
        }
        #expect(mostPackets == 3)
    }

    @Test func everySingleOctetMayBeWrong() throws {
        let packed = try TemporaryFile.gzip(Self.plain)
        var refused = 0
        for place in packed.indices {
            for mask in [1, 16, 128, 255] as [UInt8] {
                var octets = packed
                octets[place] ^= mask
                if Outcome(octets).error != nil { refused += 1 }
            }
        }
        // The time, the system and the name in the header may be anything; the checksum covers the rest.
        #expect(refused > 4 * Self.plain.count / 4)
    }

    @Test func refusesWhatFollowsTheMembers() throws {
        let outcome = Outcome(try TemporaryFile.gzip(Self.plain) + Array("rest".utf8))
        #expect(outcome.packets == Packet.samples)
        guard case .damagedGzip = outcome.error else {
            Issue.record("\(String(describing: outcome.error))")
            return
        }
    }

    @Test func refusesCompressedText() throws {
        let outcome = Outcome(try TemporaryFile.gzip(Array("hello, world".utf8)))
        #expect(outcome.error == .notACapture(path: "x", start: Array("hello, world".utf8)))
        #expect(Outcome(try TemporaryFile.gzip([])).error == .emptyFile(path: "x"))
    }

    @Test func tellsItsPositionInTheCompressedFile() throws {
        let packed = TemporaryFile(try TemporaryFile.gzip(Self.plain))
        var file = try CaptureFile(path: packed.path)
        while try file.next() != nil {}
        let (size, position) = (file.fileSize, file.position)
        #expect(size == packed.read().count)
        #expect(position == size)
    }
}
