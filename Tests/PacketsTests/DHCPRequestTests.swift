import Packets
import TestSupport
import Testing

@Suite("DHCP requests")
struct DHCPRequestTests {
    /// The front of a message: of so many octets, of a client behind 00:0c:29:40:0e:ef.
    private static func message(_ count: Int = 300, change: (inout [UInt8]) -> Void = { _ in }) -> [UInt8] {
        var octets = [UInt8](repeating: 0, count: 300)
        octets.replaceSubrange(0..<4, with: [1, 1, 6, 0])
        octets.replaceSubrange(28..<34, with: [0x00, 0x0C, 0x29, 0x40, 0x0E, 0xEF])
        change(&octets)
        return Array(octets.prefix(count))
    }

    private static func request(_ octets: [UInt8]) -> DHCPRequest? { DHCPRequest(udp: octets.span) }

    @Test("are known by the client's hardware address, and need no more than its octets")
    func hardware() {
        #expect(Self.request(Self.message())?.hardwareAddress == 0x000C_2940_0EEF)
        #expect(Self.request(Self.message(34))?.hardwareAddress == 0x000C_2940_0EEF)
        for count in 0..<34 { #expect(Self.request(Self.message(count)) == nil, "\(count)") }
    }

    @Test(
        "are no answers, are not passed on by a relay, and come from Ethernet",
        arguments: [(0, 2), (0, 0), (1, 6), (2, 16), (2, 0), (24, 10), (27, 1)])
    func others(_ place: Int, _ octet: UInt8) {
        #expect(Self.request(Self.message { $0[place] = octet }) == nil)
    }
}
