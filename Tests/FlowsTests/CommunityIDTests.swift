import Flows
import Foundation
import Packets
import TestSupport
import Testing

@Suite("Community ID v1")
struct CommunityIDTests {
    private struct Vector {
        var seed: UInt16
        var transport: IPProtocol
        var source: Endpoint
        var destination: Endpoint
        var identifier: String
    }

    /// What the reference implementation says; `Fixtures/make-community-ids.py` asks it.
    private static func vectors() throws -> [Vector] {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/community-ids.txt")
        return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map { line in
            let words = line.split(separator: " ")
            try #require(words.count == 7)
            let endpoint = { (place: Int) throws in
                Endpoint(try #require(IPAddress(words[place])), try #require(UInt16(words[place + 1])))
            }
            return Vector(
                seed: try #require(UInt16(words[0])), transport: IPProtocol(rawValue: try #require(UInt8(words[1]))),
                source: try endpoint(2), destination: try endpoint(4), identifier: String(words[6]))
        }
    }

    @Test("is that of the reference implementation for every protocol, type and direction")
    func reference() throws {
        let vectors = try Self.vectors()
        #expect(vectors.count > 1_000)
        for vector in vectors {
            let own = CommunityID.of(
                source: vector.source.address, destination: vector.destination.address, transport: vector.transport,
                sourcePort: vector.source.port, destinationPort: vector.destination.port, seed: vector.seed)
            #expect(own == vector.identifier, "\(vector)")
        }
    }

    @Test("of a metered flow is that of its first packet")
    func flows() throws {
        let vectors = try Self.vectors().filter { $0.seed == 0 }
        let meter = Metering(Metering.small(capacity: 4))
        for vector in vectors {
            var packet = PacketHeader.ip(vector.transport, vector.source, vector.destination)
            if vector.transport == .tcp { packet.tcpFlags = .syn }
            meter.feed(packet)
            #expect(CommunityID.of(try #require(meter.end().last).record) == vector.identifier, "\(vector)")
        }
        #expect(meter.ended.count == vectors.count)
    }

    @Test("is the same for both directions of a flow")
    func directions() throws {
        let connection = Connection()
        let meter = Metering()
        meter.feed(connection.synAck())
        let reverse = CommunityID.of(try #require(meter.end().last).record)
        meter.feed(connection.syn(at: 1))
        #expect(reverse == CommunityID.of(try #require(meter.end().last).record))
    }
}
