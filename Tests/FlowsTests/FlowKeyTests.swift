import Flows
import Packets
import TestSupport
import Testing

@Suite("Flow keys")
struct FlowKeyTests {
    private let packet = PacketHeader.tcp("198.51.100.9:40000", "10.0.0.5:80", .syn)

    private func key(_ packet: PacketHeader) -> FlowKey {
        var senderIsLow = false
        return FlowKey(packet, senderIsLow: &senderIsLow)
    }

    @Test("differ by every field, and so do their hashes")
    func fields() {
        let changes: [(inout PacketHeader) -> Void] = [
            { $0.source.low ^= 1 }, { $0.source.high ^= 1 << 40 }, { $0.destination.low ^= 1 << 31 },
            { $0.sourcePort = 40_001 }, { $0.destinationPort = 81 }, { $0.transport = .sctp }, { $0.vlan = 5 },
            { $0.tunnel = .vxlan }, { $0.tunnel = .geneve },
        ]
        let keys = [key(packet)] + changes.map { key(packet.with($0)) }
        #expect(Set(keys).count == keys.count)
        #expect(Set(keys.map { $0.hash(secret: (1, 2)) }).count == keys.count)
        #expect(Set(keys.map { UInt32(truncatingIfNeeded: $0.hash(secret: (1, 2))) }).count == keys.count)
    }

    @Test("are the same for both directions")
    func directions() {
        let answer = PacketHeader.tcp("10.0.0.5:80", "198.51.100.9:40000", [.syn, .ack])
        #expect(key(packet) == key(answer))
        #expect(key(packet).hash(secret: (3, 4)) == key(answer).hash(secret: (3, 4)))
    }

    /// Of secrets some are weak, such as all ones; a random one is with a chance of 2⁻⁶⁴.
    @Test("spread over the table: few of many addresses and ports share a place")
    func spread() {
        for secret in [(0, 0), (1, 2), (0x0123_4567_89AB_CDEF, 0xFEDC_BA98_7654_3210)] as [(UInt64, UInt64)] {
            var places: [Int: Int] = [:]
            for number in 0..<65_536 as Range<UInt32> {
                let scan = packet.with {
                    $0.source = IPAddress(v4: 0x0A00_0000 + number / 256)
                    $0.destinationPort = UInt16(number % 256)
                }
                places[Int(key(scan).hash(secret: secret) & 0xFFFF), default: 0] += 1
            }
            // 65,536 balls in 65,536 urns: 63.2 % of the urns are hit, and none of them more than 8 to 10 times.
            #expect((40_900...41_900).contains(places.count), "\(secret)")
            #expect(places.values.max() ?? 0 < 14)
        }
    }

    @Test("map every ICMP reply to its request, and nothing else")
    func icmp() {
        for transport in [IPProtocol.icmp, .icmpv6] {
            for type in 0...255 as ClosedRange<UInt16> {
                let request = ICMPType.request(of: type, transport)
                if request != type { #expect(ICMPType.reply(to: request, transport) == type) }
                if let reply = ICMPType.reply(to: type, transport) {
                    #expect(ICMPType.request(of: reply, transport) == type && ICMPType.isReply(reply, transport))
                    #expect(!ICMPType.isReply(type, transport))
                }
            }
        }
    }

    @Test("keep VLANs and kinds of tunnels apart, but not the tunnel's identifiers: they differ by direction")
    func separate() {
        let meter = Metering()
        let udp = PacketHeader.udp("198.51.100.9:40000", "10.0.0.5:53")
        let answer = PacketHeader.udp("10.0.0.5:53", "198.51.100.9:40000")
        for change in [
            { _ in }, { $0.vlan = 1 }, { $0.vlan = 2 }, { $0.tunnel = .vxlan }, { $0.tunnel = .geneve },
        ] as [(inout PacketHeader) -> Void] {
            meter.feed(udp.with(change), answer.with(change).with { $0.tunnelIdentifier = 77 })
        }
        #expect(meter.liveFlows == 5)
        #expect(meter.records().allSatisfy { $0.forward.packets == 1 && $0.reverse.packets == 1 })
    }
}
