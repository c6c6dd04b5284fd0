import Packets
import TestSupport
import Testing

@Suite("A capture's snap length")
struct SnapLengthTests {
    /// Where fixtures and what they say cease to be the same: with a carrier that is metered when its inner packet is
    /// cut.
    private static let fixtures = Fixtures.all.filter { fixture in
        guard let tunnel = try? fixture.decoded().tunnel else { return false }
        return tunnel != .vxlan && tunnel != .geneve
    }

    @Test("a cut frame that still decodes says the same of its packet", arguments: fixtures)
    func same(_ fixture: Fixture) throws {
        let whole = try fixture.decoded()
        for count in 0..<fixture.octets.count {
            guard var cut = try? fixture.cut(to: count).decoded() else { continue }
            #expect(cut.payloadOffset == min(whole.payloadOffset, UInt32(count)))
            // TCP needs no window, an ICMP error no quote.
            if cut.window == 0 { cut.window = whole.window }
            if whole.quotedTransport != .hopByHop {
                #expect(cut.quotedTransport == .hopByHop || cut.quotedSource == whole.quotedSource)
                cut.copyQuote(of: whole)
            }
            cut.payloadOffset = whole.payloadOffset
            #expect(cut.summary == whole.summary, "\(count) octets")
        }
    }

    @Test("TCP is decoded from its first 14 octets")
    func tcp() throws {
        let fixture = RealPackets.tcpSYN
        let header = try fixture.cut(to: 34 + 14).decoded()
        #expect(header.tcpFlags == .syn && header.destinationPort == 8080)
        #expect(header.window == 0 && header.payloadLength == 0 && header.payloadOffset == 48)
        #expect(try fixture.cut(to: 34 + 16).decoded().window == 64_240)
    }

    @Test("VXLAN whose frame is cut is metered as UDP", arguments: [42, 50, 63, 64, 80, 97])
    func vxlan(_ count: Int) throws {
        let header = try RealPackets.tcpSYNInVXLAN.cut(to: count).decoded()
        #expect(header.tunnel == .none && header.transport == .udp && header.destinationPort == 4789)
        #expect(header.payloadLength == 82 && header.sourceMAC == Frames.senderMAC)
        #expect(header.source == Frames.sender && header.outerSource == .unspecified)
    }
}

extension PacketHeader {
    fileprivate mutating func copyQuote(of other: PacketHeader) {
        quotedSource = other.quotedSource
        quotedDestination = other.quotedDestination
        quotedSourcePort = other.quotedSourcePort
        quotedDestinationPort = other.quotedDestinationPort
        quotedTransport = other.quotedTransport
    }
}
