import Features
import Packets
import TestSupport
import Testing

@Suite("Features of ARP")
struct ARPFeatureTests {
    private let host: Endpoint = "10.0.0.9"
    private let gateway: Endpoint = "10.0.0.1"

    @Test("count requests, claims and whom was asked for")
    func requests() {
        let sensor = Sensor()
        sensor.feed(.arp(1, host, mac: 1, to: gateway, at: 999))
        sensor.feed(
            (20..<24 as Range<UInt32>).map {
                .arp(1, host, mac: 1, to: Endpoint(IPAddress(v4: 0x0A00_0000 + $0), 0), at: 1_000)
            })
        sensor.feed(.arp(1, host, mac: 1, to: host, at: 1_000.1), .arp(2, host, mac: 1, to: gateway, at: 1_000.2))
        sensor.close(before: 1_001)
        sensor.expect(
            [
                "arp_requests": 4, "arp_claims": 2, "probed_destination_addresses": 4, "arp_conflicts": 0,
                "arp_flips": 0,
            ], of: .source(host), at: 1_000)
    }

    @Test("see an address that two claim: conflicts with its owner, flips back and forth")
    func conflicts() {
        let sensor = Sensor()
        sensor.feed(.arp(2, gateway, mac: 0xA, to: host, at: 999))
        for (number, mac) in [0xA, 0xB, 0xA, 0xB, 0xB].enumerated() as EnumeratedSequence<[UInt64]> {
            sensor.feed(.arp(2, gateway, mac: mac, to: host, at: 1_000.1 + Double(number) / 10))
        }
        sensor.close(before: 1_001)
        sensor.expect(["arp_claims": 5, "arp_conflicts": 3, "arp_flips": 2], of: .source(gateway), at: 1_000)
    }

    @Test("see replies that nobody asked for, and not those that were asked for")
    func unsolicited() {
        let sensor = Sensor()
        sensor.feed(.arp(2, gateway, mac: 0xA, to: host, at: 999), .arp(1, host, mac: 1, to: gateway, at: 1_000))
        sensor.feed(.arp(2, gateway, mac: 0xA, to: host, at: 1_000.1))
        sensor.feed(.arp(2, gateway, mac: 0xA, to: host, at: 1_006))
        sensor.close(before: 1_007)
        sensor.expect(["arp_unsolicited_replies": 0], of: .source(gateway), at: 1_000)
        sensor.expect(["arp_unsolicited_replies": 1], of: .source(gateway), at: 1_006)
    }

    @Test("name the host to which an address in conflict was claimed")
    func target() {
        var extractor = WindowExtractor(configuration: .small, secret: (1, 2))
        var claims = AddressClaims()
        for mac in [0xA, 0xA, 0xB] as [UInt64] {
            extractor.fold(.arp(claims.observe(.arp(2, gateway, mac: mac, to: host))))
        }
        let (target, none) = (extractor.claimTarget(of: gateway.address), extractor.claimTarget(of: host.address))
        #expect(target == host.address && none == nil)
    }

    @Test("stay fast under a flood of addresses, and remember the first ones")
    func flood() {
        let sensor = Sensor()
        sensor.feed(.arp(2, gateway, mac: 0xA, to: host, at: 999), .arp(2, gateway, mac: 0xA, to: host, at: 999))
        let clock = ContinuousClock()
        let time = clock.measure {
            for number in 0..<200_000 as Range<UInt32> {
                sensor.feed(.arp(2, Endpoint(IPAddress(v4: 0x0B00_0000 + number), 0), mac: 2, to: host, at: 1_000))
            }
        }
        // A search of the full table for each packet took minutes.
        #expect(time < .seconds(10))
        sensor.feed(.arp(2, gateway, mac: 0xB, to: host, at: 1_001))
        sensor.close(before: 1_002)
        sensor.expect(["arp_conflicts": 1], of: .source(gateway), at: 1_001)
    }
}
