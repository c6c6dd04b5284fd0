import Features
import Packets
import TestSupport
import Testing

@Suite("Features of DNS")
struct DNSFeatureTests {
    private let client: Endpoint = "10.0.0.9:40000"
    private let resolver: Endpoint = "10.0.0.2:53"

    private func question(_ name: UInt64, octets: Int, centibits: UInt32, isRare: Bool = false) -> DNSObservation {
        DNSObservation(
            isResponse: false, isFailure: false, octets: 60, nameOctets: octets, labelCentibits: centibits,
            isRareType: isRare, name: name, parent: 7)
    }

    private func answer(octets: Int, isFailure: Bool) -> DNSObservation {
        DNSObservation(
            isResponse: true, isFailure: isFailure, octets: octets, nameOctets: 0, labelCentibits: 0, isRareType: false,
            name: 1, parent: 7)
    }

    @Test("belong to the client and to its domain, questions and answers alike")
    func messages() {
        let sensor = Sensor()
        let (ask, say) = (PacketHeader.udp(client, resolver, at: 1_000), PacketHeader.udp(resolver, client, at: 1_000))
        sensor.fold(question(0, octets: 0, centibits: 0), of: .udp(client, resolver, at: 999))
        sensor.fold(question(1, octets: 20, centibits: 300), of: ask)
        sensor.fold(question(2, octets: 30, centibits: 400), of: ask)
        sensor.fold(question(2, octets: 40, centibits: 500, isRare: true), of: ask)
        sensor.fold(answer(octets: 100, isFailure: false), of: say)
        sensor.fold(answer(octets: 300, isFailure: true), of: say)
        sensor.close(before: 1_001)
        let domain = Entity(.domain, client.address, peer: resolver.address, qualifier: 7)
        for entity in [.source(client), domain] {
            sensor.expect(
                [
                    "dns_questions": 3, "dns_distinct_names": 2, "dns_distinct_name_share": 2 / 3.0,
                    "dns_name_octets": 30, "dns_label_entropy": 4, "dns_rare_type_questions": 1,
                    "dns_rare_type_share": 1 / 3.0, "dns_failures": 1, "dns_answer_octets": 200,
                ], of: entity, at: 1_000)
        }
        #expect(!sensor.windows.contains { $0.windows.entity == .source(resolver) })
    }
}
