import Capture
import Foundation
import Packets
import Testing

/// What is written is what is read.
@Suite struct PcapngWriterTests {
    private static func written(_ packets: [Packet], comments: [String] = []) -> [UInt8] {
        var writer = PcapngWriter(comments: comments)
        for packet in packets {
            writer.append(
                Frame(
                    timestamp: Timestamp(nanoseconds: packet.time), originalLength: packet.original,
                    linkType: LinkType(rawValue: packet.linkType), octets: packet.octets.span))
        }
        return writer.octets
    }

    @Test func packetsAreReadAsTheyWereWrittenToTheNanosecond() {
        var packets = Packet.samples + Packet.samples
        packets[3].time += 1
        for place in 4...5 {
            packets[place].linkType = LinkType.raw.rawValue
            // The second interface of the file, described where its first packet stands.
            packets[place].interface = 1
        }
        let outcome = Outcome(Self.written(packets))
        #expect(outcome.error == nil)
        #expect(outcome.packets == packets)
    }

    @Test func aFileWithoutPacketsIsACapture() {
        let outcome = Outcome(Self.written([]))
        #expect(outcome == Outcome(Self.written([], comments: ["nothing"])))
        #expect(outcome.error == nil && outcome.packets.isEmpty)
    }

    @Test func commentsStandInTheSectionHeaderInOrder() throws {
        let octets = Self.written(Packet.samples, comments: ["first", "", "über"])
        #expect(Outcome(octets).packets == Packet.samples)
        var place = 24
        var comments: [String] = []
        while place < octets.count, octets[place] == 1 {
            let length = Int(octets[place + 2]) | Int(octets[place + 3]) << 8
            comments.append(String(decoding: octets[place + 4..<place + 4 + length], as: UTF8.self))
            place += 4 + (length + 3) & ~3
        }
        #expect(comments == ["first", "", "über"])
    }

    @Test func aCommentThatIsTooLongIsCut() {
        let outcome = Outcome(Self.written(Packet.samples, comments: [String(repeating: "x", count: 70_000)]))
        #expect(outcome.packets == Packet.samples && outcome.error == nil)
    }

    @Test func theLengthOfAPacketIsWhatItTakes() {
        for count in 0...9 {
            let packet = Packet(time: 1, octets: Array(repeating: 7, count: count))
            // The first brings its interface.
            let one = Self.written([packet]).count
            let two = Self.written([packet, packet]).count
            #expect(two - one == PcapngWriter.length(ofPacket: count))
        }
    }
}
