import Flows
import Packets
import TestSupport
import Testing

/// The straight way and the decoder must say the same of every frame.
@Suite("Plain packets")
struct PlainPacketTests {
    /// What a meter is told of a frame by either way; nil where that way has nothing to say.
    private static func observe(_ octets: [UInt8]) -> (
        plain: ObservedPacket?, decoded: ObservedPacket?, oddities: Oddities?
    ) {
        var plain: ObservedPacket?
        if let frame = PlainPacket(ethernet: octets.span) {
            plain = Self.packet { $0.observe(frame, at: Timestamp(nanoseconds: 7), into: &$1) }
        }
        var header = PacketHeader()
        do throws(DecodeError) {
            try PacketDecoder.decode(
                octets.span, linkType: .ethernet, originalLength: octets.count, timestamp: Timestamp(nanoseconds: 7),
                into: &header)
        } catch {
            return (plain, nil, nil)
        }
        guard header.network != .arp else { return (plain, nil, header.oddities) }
        let decoded = Self.packet { $0.observe(header, into: &$1) }
        return (plain, decoded, header.oddities)
    }

    private static func packet(_ observe: (inout PacketObserver, inout PacketQueues) -> Void) -> ObservedPacket {
        var observer = PacketObserver()
        var queues = PacketQueues(parts: 1, capacity: 2)
        observe(&observer, &queues)
        return queues[0, 0]
    }

    /// Expects that what is plain is decoded to the same record, without an oddity and without DNS.
    private static func check(_ octets: [UInt8]) -> String? {
        let seen = observe(octets)
        guard let plain = seen.plain else { return nil }
        guard seen.oddities?.isEmpty == true else { return "an oddity: \(octets)" }
        return plain == seen.decoded ? nil : "\(plain) but \(String(describing: seen.decoded))"
    }

    @Test("are what the decoder says, for every fixture and every value of every octet")
    func fixtures() {
        var plain = 0
        for fixture in Fixtures.all where fixture.linkType == .ethernet {
            if PlainPacket(ethernet: fixture.octets.span) != nil { plain += 1 }
            var wrong: [String] = []
            for place in 0..<min(fixture.octets.count, 60) {
                var octets = fixture.octets
                for value in UInt8.min...UInt8.max {
                    octets[place] = value
                    if let problem = Self.check(octets) { wrong.append(problem) }
                }
            }
            for count in 0...fixture.octets.count {
                if let problem = Self.check(Array(fixture.octets.prefix(count))) { wrong.append(problem) }
            }
            #expect(wrong.isEmpty, "\(fixture): \(wrong.first ?? "")")
        }
        #expect(plain >= 2)
    }
}
