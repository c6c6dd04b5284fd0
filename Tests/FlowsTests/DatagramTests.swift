import Flows
import Packets
import TestSupport
import Testing

@Suite("UDP and ICMP")
struct DatagramTests {
    private let client: Endpoint = "198.51.100.9:40000"
    private let server: Endpoint = "10.0.0.5:53"

    @Test("question and answer are one flow, whichever is seen first", arguments: [false, true])
    func exchange(answerFirst: Bool) throws {
        let meter = Metering()
        let packets: [PacketHeader] = [.udp(client, server, payload: 30), .udp(server, client, payload: 500)]
        meter.feed(answerFirst ? packets.reversed() : packets)
        let flow = try #require(meter.end().first).record
        #expect(meter.ended.count == 1 && Endpoint(flow.initiator, flow.initiatorPort) == client)
        #expect(flow.forward.packets == 1 && flow.forward.octets == 58 && flow.forward.payloadOctets == 30)
        #expect(flow.reverse.packets == 1 && flow.reverse.octets == 528 && flow.reverse.payloadOctets == 500)
        #expect(flow.events.isSuperset(of: [.began, .answered, .productive]) && flow.tcpState == .none)
        #expect(flow.events.contains(.unsolicited) == answerFirst)
    }

    @Test("a datagram without an answer is unanswered, unless it goes to a group")
    func unanswered() throws {
        for (destination, isUnanswered) in [
            ("10.0.0.5:53", true), ("224.0.0.251:5353", false), ("255.255.255.255:67", false),
        ]
            as [(Endpoint, Bool)]
        {
            let meter = Metering()
            meter.feed(.udp("10.0.0.9:50000", destination))
            #expect(try #require(meter.tick(at: 1).first).events.contains(.unanswered) == isUnanswered)
        }
    }

    @Test(
        "from a reflector is an answer at whatever port it arrives, and to one a question from whatever port",
        arguments: [
            ("192.0.2.7:123", "10.0.0.5:80", true), ("192.0.2.7:1900", "10.0.0.5:443", true),
            ("192.0.2.7:389", "10.0.0.5:40000", true), ("10.0.0.5:80", "192.0.2.7:11211", false),
            ("10.0.0.5:443", "192.0.2.7:123", false), ("192.0.2.7:123", "10.0.0.5:123", false),
            ("192.0.2.7:443", "10.0.0.5:33848", true), ("10.0.0.1:67", "10.0.0.5:68", true),
            ("10.0.0.5:68", "10.0.0.1:67", false),
        ])
    func reflector(sender: String, receiver: String, isAnswer: Bool) throws {
        let meter = Metering()
        meter.feed(.udp(Endpoint(stringLiteral: sender), Endpoint(stringLiteral: receiver), payload: 440))
        #expect(try #require(meter.end().first).record.isUnsolicited == isAnswer)
    }

    @Test("from a service to a group opens its flow")
    func group() throws {
        let meter = Metering()
        meter.feed(.udp("10.0.0.5:123", "224.0.1.1:5353"), .icmp("fe80::1", "ff02::1", type: 134))
        #expect(meter.records().allSatisfy { !$0.isUnsolicited && $0.forward.packets == 1 })
    }

    @Test(
        "echo and its reply are one flow",
        arguments: [("10.0.0.9", "10.0.0.5", 8, 0), ("2001:db8::9", "2001:db8::5", 128, 129)])
    func echo(host: String, other: String, request: UInt16, reply: UInt16) throws {
        let meter = Metering()
        let (host, other) = (Endpoint(stringLiteral: host), Endpoint(stringLiteral: other))
        meter.feed(.icmp(host, other, type: request), .icmp(other, host, type: reply, at: 0.1))
        let flow = try #require(meter.end().first).record
        #expect(meter.ended.count == 1 && flow.initiator == host.address && flow.responderPort == request)
        #expect(flow.forward.packets == 1 && flow.reverse.packets == 1 && flow.forward.payloadOctets == 56)
        #expect(flow.events.isSuperset(of: [.productive, .responderProven]) && !flow.events.contains(.initiatorProven))
    }

    @Test("pings of both hosts are one flow, since their requests are alike")
    func crossing() {
        let meter = Metering()
        meter.feed(.icmp("10.0.0.9", "10.0.0.5", type: 8), .icmp("10.0.0.5", "10.0.0.9", type: 8))
        #expect(meter.liveFlows == 1)
    }

    @Test("an echo reply that nobody asked for is an answer, and so is every reply type")
    func replies() throws {
        for type in [0, 14, 16, 9, 18] as [UInt16] {
            let meter = Metering()
            meter.feed(.icmp("10.0.0.5", "10.0.0.9", type: type))
            let flow = try #require(meter.end().first).record
            #expect(flow.isUnsolicited && flow.initiator == IPAddress("10.0.0.9"))
        }
    }

    @Test("a report needs no answer, a request does")
    func reports() throws {
        for (type, isUnanswered) in [
            (3, false), (4, false), (5, false), (11, false), (12, false), (8, true), (13, true), (17, true),
        ]
            as [(UInt16, Bool)]
        {
            let meter = Metering()
            meter.feed(.icmp("10.0.0.5", "10.0.0.9", type: type))
            #expect(try #require(meter.tick(at: 1).first).events.contains(.unanswered) == isUnanswered, "type \(type)")
        }
    }
}
