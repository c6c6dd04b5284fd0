import Packets
import TestSupport
import Testing

@Suite("Whatever the octets are, decoding ends with a header or an error")
struct RobustnessTests {
    private static let everything = Fixtures.all + Defects.all.map(\.fixture)

    @Test("every prefix, as cut by the capture and as sent", arguments: everything)
    func prefixes(_ fixture: Fixture) {
        for count in 0...fixture.octets.count {
            let cut = fixture.cut(to: count)
            check(cut)
            check(Fixture(cut.name, cut.linkType, cut.octets))
        }
    }

    @Test("every value of every octet", arguments: everything)
    func mutations(_ fixture: Fixture) {
        var mutant = fixture
        for offset in fixture.octets.indices {
            for octet in UInt8.min...UInt8.max {
                mutant.octets[offset] = octet
                check(mutant)
            }
            mutant.octets[offset] = fixture.octets[offset]
        }
    }

    @Test("every octet flipped in every prefix", arguments: everything)
    func mutatedPrefixes(_ fixture: Fixture) {
        for offset in fixture.octets.indices {
            let octets = fixture.octets.replacing(offset, with: ~fixture.octets[offset])
            for count in offset...octets.count {
                check(
                    Fixture(fixture.name, fixture.linkType, originalLength: fixture.originalLength, octets).cut(
                        to: count))
            }
        }
    }

    @Test("every link type reads every fixture", arguments: LinkType.supported)
    func linkTypes(_ linkType: LinkType) {
        for fixture in Self.everything {
            check(Fixture(fixture.name, linkType, fixture.octets))
        }
    }

    /// What holds of every header, however its octets came about.
    private func check(_ fixture: Fixture) {
        guard let header = try? fixture.decoded() else { return }
        let holds =
            header.network != .none && Int(header.payloadOffset) <= fixture.octets.count
            && header.payloadLength <= header.networkLength
            && header.vlan < 4095 && header.innerVLAN < 4095 && (header.innerVLAN == 0 || header.vlan != 0)
            && (header.fragment != .later || header.sourcePort == 0 && header.destinationPort == 0)
            && (header.tunnel != .none || header.outerSource.isUnspecified && header.tunnelIdentifier == 0)
            && (header.network == .arp || header.arpOperation == 0)
        #expect(holds, "\(fixture.name): \(fixture.octets)")
    }
}
