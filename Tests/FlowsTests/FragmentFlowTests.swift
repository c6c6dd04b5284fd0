import Flows
import Packets
import TestSupport
import Testing

@Suite("Fragments in flows")
struct FragmentFlowTests {
    private let client: Endpoint = "198.51.100.9:40000"
    private let server: Endpoint = "10.0.0.5:2049"

    private func first(_ identification: UInt32, at seconds: Double = 0) -> PacketHeader {
        .udp(client, server, at: seconds, payload: 1_452).with {
            $0.fragment = .first
            $0.fragmentIdentification = identification
        }
    }

    private func later(_ identification: UInt32, at seconds: Double = 0) -> PacketHeader {
        first(identification, at: seconds).with {
            $0.fragment = .later
            $0.sourcePort = 0
            $0.destinationPort = 0
        }
    }

    @Test("all belong to the flow of the first")
    func together() throws {
        let meter = Metering()
        meter.feed(first(7), later(7, at: 0.1), later(7, at: 0.2))
        let flow = try #require(meter.end().first).record
        #expect(meter.ended.count == 1 && flow.fragments == 3 && flow.forward.packets == 3)
        #expect(flow.responderPort == 2_049 && meter.observed.orphanFragments == 0)
    }

    @Test("of which the first was not seen are counted and metered without ports")
    func orphans() throws {
        let meter = Metering()
        meter.feed(later(7), first(8), later(7))
        #expect(meter.observed.orphanFragments == 2)
        let flows = meter.records()
        #expect(flows.map(\.responderPort).sorted() == [0, 2_049])
        #expect(flows.map(\.forward.packets).sorted() == [1, 2])
    }

    @Test("of another protocol, VLAN or tunnel are orphans though their number is the same")
    func others() {
        let meter = Metering()
        meter.feed(
            first(7), later(7).with { $0.transport = .tcp }, later(7).with { $0.vlan = 3 },
            later(7).with { ($0.tunnel, $0.tunnelIdentifier) = (.vxlan, 9) })
        #expect(meter.observed.orphanFragments == 3)
    }

    @Test("are orphans half a minute after the first: numbers come again")
    func old() {
        let meter = Metering()
        meter.feed(first(7), later(7, at: 30))
        #expect(meter.observed.orphanFragments == 0)
        meter.feed(later(7, at: 31))
        #expect(meter.observed.orphanFragments == 1)
    }

    @Test("are odd where they begin within the first", arguments: [(UInt16(24), true), (1_480, false), (1_488, false)])
    func overlap(offset: UInt16, isOdd: Bool) {
        let meter = Metering()
        meter.feed(first(7).with { $0.fragmentOctets = 1_480 }, later(7, at: 0.1).with { $0.fragmentOffset = offset })
        #expect(meter.oddities == (isOdd ? .fragmentOverlap : []))
    }

    @Test("of which the first was not seen, or is of another datagram, overlap nothing")
    func noOverlap() {
        let meter = Metering()
        meter.feed(first(8).with { $0.fragmentOctets = 1_480 }, later(7, at: 0.1).with { $0.fragmentOffset = 24 })
        #expect(meter.oddities == [])
    }

    @Test("of a ping without its first are not taken for unsolicited replies")
    func ping() throws {
        let meter = Metering()
        meter.feed(
            .icmp("10.0.0.9", "10.0.0.5", type: 0, payload: 1_000).with {
                $0.fragment = .later
                $0.fragmentIdentification = 5
            })
        #expect(try #require(meter.end().first).record.isUnsolicited == false)
    }

    @Test("of TCP say nothing about the connection")
    func tcp() throws {
        let meter = Metering()
        let syn = PacketHeader.tcp(client, "10.0.0.5:80", .syn, sequence: 1).with { $0.fragment = .first }
        let rest = syn.with {
            $0.fragment = .later
            $0.tcpFlags = []
            $0.payloadLength = 100
        }
        meter.feed(syn, rest)
        let flow = try #require(meter.end().first).record
        #expect(flow.tcpState == .synSent && flow.forward.packets == 2 && flow.retransmissions == 0)
    }
}
