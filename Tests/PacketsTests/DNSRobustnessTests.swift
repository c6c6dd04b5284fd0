import Packets
import TestSupport
import Testing

@Suite("Whatever the octets are, a DNS message is read or refused")
struct DNSRobustnessTests {
    private static let messages: [[UInt8]] = [
        Frames.dns(["www", "example", "com"]),
        Frames.dns(["www", "example", "co", "uk"], flags: 0x8180, counts: [1, 1, 0, 0], records: Frames.answer),
        Frames.dns([]),
        // A question whose name ends in a pointer forward, to "com" behind its class.
        [UInt8](hex: "000001000001000000000000 03777777 c017 0001 0001 ff 03636f6d00"),
        Frames.dns([String](repeating: "x", count: 127)),
    ]

    @Test("every prefix and every value of every octet", arguments: messages)
    func mutations(_ message: [UInt8]) {
        var mutant = message
        for count in 0...message.count { check(Array(message.prefix(count)), originalLength: message.count) }
        for offset in message.indices {
            for octet in UInt8.min...UInt8.max {
                mutant[offset] = octet
                check(mutant, originalLength: mutant.count)
            }
            mutant[offset] = message[offset]
        }
    }

    @Test("a pointer forward is followed")
    func forward() throws {
        let octets = Self.messages[3]
        #expect(try DNSReading(udp: octets).name == "www.com")
    }

    private func check(_ octets: [UInt8], originalLength: Int) {
        if let message = try? DNSReading(udp: octets, originalLength: originalLength) {
            let name = message.name
            #expect((message.question == nil) == (name == nil))
            #expect(message.question.map { $0.labelCount < 128 && $0.longestLabelLength < 64 } ?? true)
            #expect(message.question.map { (0...8).contains($0.subdomainEntropy) } ?? true)
        }
        _ = try? DNSReading(tcp: octets)
    }
}
