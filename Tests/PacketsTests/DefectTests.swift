import Packets
import TestSupport
import Testing

@Suite("Frames that do not decode")
struct DefectTests {
    @Test("are the error that names their defect", arguments: Defects.all)
    func error(_ fixture: Fixture, _ error: DecodeError) {
        #expect(throws: error) { try fixture.decoded() }
    }

    @Test("every defect has a frame")
    func complete() {
        #expect(Set(Defects.all.map(\.error)) == Set(DecodeError.allCases))
    }

    @Test("what was read before the defect stays in the header")
    func partial() {
        let frame = Frames.ethernet(0x0800, Frames.ipv4(.tcp, [0, 80]))
        var header = PacketHeader()
        #expect(throws: DecodeError.tcpTruncated) {
            try PacketDecoder.decode(
                frame.span, linkType: .ethernet, originalLength: frame.count, timestamp: Timestamp(nanoseconds: 0),
                into: &header)
        }
        #expect(header.source == Frames.sender)
    }

    @Test("labels are the cases in snake_case and unique")
    func labels() {
        #expect(DecodeError.ipv4HeaderLength.label == "ipv4_header_length")
        #expect(DecodeError.icmpv6Truncated.label == "icmpv6_truncated")
        #expect(Set(DecodeError.allCases.map(\.label)).count == DecodeError.allCases.count)
    }
}
