import Packets
import TestSupport
import Testing

@Suite("DNS messages")
struct DNSMessageTests {
    @Test("header fields")
    func header() throws {
        let octets = Frames.dns(["a"], identifier: 0xBEEF, flags: 0xAA03, counts: [1, 2, 3, 4])
        let message = try DNSReading(udp: octets)
        #expect(message.identifier == 0xBEEF)
        #expect(message.isResponse)
        #expect(message.opcode == 5)
        #expect(message.isTruncated)
        #expect(message.responseCode == 3)
        #expect(message.counts == [1, 2, 3, 4])
        #expect(message.messageLength == octets.count)
    }

    @Test("a query's flags")
    func query() throws {
        let octets = Frames.dns(["a"])
        let message = try DNSReading(udp: octets)
        #expect(!message.isResponse && !message.isTruncated && message.opcode == 0 && message.responseCode == 0)
    }

    @Test("the question of a query that a real resolver sent")
    func realQuery() throws {
        let header = try RealPackets.dnsQuery.decoded()
        let payload = Array(RealPackets.dnsQuery.octets[Int(header.payloadOffset)...])
        let message = try DNSReading(udp: payload, originalLength: Int(header.payloadLength))
        let question = try #require(message.question)
        #expect(message.name == "www.example.com")
        #expect(question.nameLength == 15 && question.labelCount == 3 && question.longestLabelLength == 7)
        #expect(question.type == 1 && question.class == 1 && !question.isReverseLookup)
    }

    @Test("a capture that cuts the question leaves the rest")
    func cut() throws {
        let octets = Frames.dns(["www", "example", "com"], type: 16)
        for count in 12...octets.count {
            let payload = Array(octets.prefix(count))
            let message = try DNSReading(udp: payload, originalLength: octets.count)
            #expect((message.question == nil) == (count < octets.count))
            #expect((message.name == nil) == (count < octets.count))
            #expect(message.messageLength == octets.count && message.counts == [1, 0, 0, 0])
        }
    }

    @Test("no question is no defect")
    func noQuestion() throws {
        let octets = Frames.dns([], counts: [0, 1, 0, 0])
        let message = try DNSReading(udp: octets)
        #expect(message.question == nil && message.name == nil)
    }

    @Test("over TCP, behind its length")
    func tcp() throws {
        let octets = Frames.dns(["example", "org"])
        let stream = [UInt8](bigEndian: UInt16(octets.count)) + octets + [9, 9, 9]
        let message = try DNSReading(tcp: stream)
        #expect(message.name == "example.org" && message.messageLength == octets.count)
        let segment = Array(stream.prefix(20))
        let beginning = try DNSReading(tcp: segment)
        #expect(beginning.question == nil && beginning.messageLength == octets.count)
    }

    @Test(
        "malformed messages have the error that names their defect",
        arguments: [
            ("", .dnsHeaderTruncated),
            ("000001000001000000000000", .dnsQuestionTruncated),
            ("000001000001000000000000 0161", .dnsQuestionTruncated),
            ("000001000001000000000000 0561", .dnsQuestionTruncated),
            ("000001000001000000000000 016100 0001", .dnsQuestionTruncated),
            ("000001000001000000000000 4161 00 00010001", .dnsLabelType),
            ("000001000001000000000000 8161 00 00010001", .dnsLabelType),
            ("000001000001000000000000 c000 00010001", .dnsPointerInvalid),
            ("000001000001000000000000 c0ff 00010001", .dnsPointerInvalid),
            ("000001000001000000000000 c00c 00010001", .dnsPointersTooMany),
            ("000001000001000000000000 0161c00c 00010001", .dnsPointersTooMany),
        ] as [(String, DNSError)])
    func malformed(_ hex: String, _ error: DNSError) {
        let octets = [UInt8](hex: hex)
        #expect(throws: error) { try DNSReading(udp: octets) }
    }

    @Test("names end at 255 octets on the wire")
    func nameTooLong() throws {
        let label = String(repeating: "a", count: 63)
        let longest = Frames.dns([label, label, label, String(repeating: "a", count: 61)])
        #expect(try DNSReading(udp: longest).question?.nameLength == 253)
        let tooLong = Frames.dns([label, label, label, String(repeating: "a", count: 62)])
        #expect(throws: DNSError.dnsNameTooLong) { try DNSReading(udp: tooLong) }
    }

    @Test("error labels are the cases in snake_case and unique")
    func labels() {
        #expect(DNSError.dnsLabelType.label == "dns_label_type")
        #expect(Set(DNSError.allCases.map(\.label)).count == DNSError.allCases.count)
    }
}
