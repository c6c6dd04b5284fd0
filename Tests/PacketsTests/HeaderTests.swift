import Packets
import TestSupport
import Testing

@Suite("Every field of every fixture")
struct HeaderTests {
    /// Fixture names and their fields, from `expectedHeaders`.
    private static let expected: [String: String] = {
        var headers: [String: String] = [:]
        var name = ""
        for line in expectedHeaders.split(separator: "\n") {
            if line.hasSuffix(":") {
                name = String(line.dropLast())
                headers[name] = ""
            } else {
                let fields = line.split(separator: " ").joined(separator: " ")
                headers[name, default: ""] += (headers[name] == "" ? "" : " ") + fields
            }
        }
        return headers
    }()

    @Test("decodes to what is expected", arguments: Fixtures.all)
    func fields(_ fixture: Fixture) throws {
        #expect(try fixture.decoded().summary.words == Self.expected[fixture.name]?.words)
    }

    @Test("names are unique, and nothing expected is without a fixture")
    func names() {
        let names = Fixtures.all.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(Set(names) == Set(Self.expected.keys))
    }

    @Test("the header is reset, the record's own fields are kept")
    func reset() throws {
        var header = try Fixtures.tunnels[0].decoded()
        let frame = Frames.ethernet(0x0806, Frames.arp())
        try PacketDecoder.decode(
            frame.span, linkType: .ethernet, originalLength: 60, timestamp: Timestamp(seconds: 7), into: &header)
        #expect(header.timestamp == Timestamp(seconds: 7))
        #expect(header.originalLength == 60)
        #expect(header.tunnel == .none && header.sourcePort == 0 && header.outerSource == .unspecified)
    }

    @Test("the original length saturates", arguments: [(-1, UInt32(0)), (Int.max, .max)])
    func originalLength(_ length: Int, _ expected: UInt32) throws {
        var fixture = RealPackets.tcpSYN
        fixture.originalLength = length
        #expect(try fixture.decoded().originalLength == expected)
    }
}

extension String {
    /// Its words, since the order of a header's fields in memory says nothing.
    fileprivate var words: Set<Substring> { Set(split(separator: " ")) }
}
