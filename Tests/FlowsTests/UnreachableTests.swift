import Flows
import Packets
import TestSupport
import Testing

@Suite("An ICMP error")
struct UnreachableTests {
    private let router: Endpoint = "10.0.0.1"

    private func refusals(_ packets: [PacketHeader]) -> Int {
        let meter = Metering()
        meter.feed(packets)
        return meter.records().count { $0.events.isSuperset(of: [.refused, .unsuccessful]) }
    }

    @Test("marks the flow that it quotes refused", arguments: ["198.51.100.9:40000", "[2001:db8::9]:40000"])
    func refused(client: String) {
        let client = Endpoint(stringLiteral: client)
        let server: Endpoint = client.address.isIPv4 ? "10.0.0.5:161" : "[2001:db8::5]:161"
        let udp = PacketHeader.udp(client, server)
        let tcp = PacketHeader.tcp(client, server, .syn)
        #expect(refusals([udp, udp.refused(by: server, at: 0.1)]) == 1)
        #expect(refusals([tcp, tcp.refused(by: server, at: 0.1)]) == 1)
    }

    @Test("is a flow of its own, which is not unsuccessful")
    func ownFlow() {
        let meter = Metering()
        let udp = PacketHeader.udp("198.51.100.9:40000", "10.0.0.5:161")
        meter.feed(udp, udp.refused(by: router, at: 0.1))
        #expect(meter.liveFlows == 2)
        meter.tick(at: 1)
        let own = meter.records().filter { $0.key.transport == .icmp }
        #expect(own.count == 1 && own[0].initiator == router.address && !own[0].events.contains(.unsuccessful))
    }

    @Test("about an answer, about nothing known, or not about unreachability marks nothing")
    func nothing() {
        let question = PacketHeader.udp("198.51.100.9:40000", "10.0.0.5:53")
        let answer = PacketHeader.udp("10.0.0.5:53", "198.51.100.9:40000", at: 0.1)
        let exceeded = question.refused(by: router, at: 0.1).with { $0.sourcePort = 11 }
        #expect(refusals([question, answer, answer.refused(by: "198.51.100.9", at: 0.2)]) == 0)
        #expect(refusals([question.refused(by: router, at: 0.1)]) == 0)
        #expect(refusals([question, exceeded]) == 0)
    }

    @Test("that does not go to the sender of what it quotes is no evidence")
    func forged() {
        let question = PacketHeader.udp("198.51.100.9:40000", "10.0.0.5:161")
        let elsewhere = question.refused(by: router, at: 0.1).with { $0.destination = IPAddress(v4: 0x0A00_0099) }
        #expect(refusals([question, elsewhere]) == 0)
    }

    @Test("does not make a productive flow unsuccessful")
    func productive() {
        let question = PacketHeader.udp("198.51.100.9:40000", "10.0.0.5:53")
        let answer = PacketHeader.udp("10.0.0.5:53", "198.51.100.9:40000", at: 0.1)
        #expect(refusals([question, answer, question.refused(by: "10.0.0.5", at: 0.2)]) == 0)
    }
}
