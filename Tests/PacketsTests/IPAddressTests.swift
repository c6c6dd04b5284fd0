import Packets
import Testing

@Suite("IP addresses")
struct IPAddressTests {
    @Test(
        "RFC 5952's recommendations and examples",
        arguments: [
            // §4.1 leading zeros, §4.2.1 as short as possible, §4.2.2 no single group, §4.2.3 the longest, then the
            // first run, §4.3 lower case, §5 mapped addresses.
            ("2001:0db8::0001", "2001:db8::1"), ("2001:db8:0:0:0:0:2:1", "2001:db8::2:1"),
            ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"), ("2001:0:0:1:0:0:0:1", "2001:0:0:1::1"),
            ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"), ("2001:DB8::ABCD", "2001:db8::abcd"),
            ("2001:db8:aaaa:bbbb:cccc:dddd::1", "2001:db8:aaaa:bbbb:cccc:dddd:0:1"), ("0:0:0:0:0:0:0:0", "::"),
            ("0:0:0:0:0:0:0:1", "::1"), ("1:0:0:0:0:0:0:0", "1::"), ("::ffff:192.0.2.1", "192.0.2.1"),
            ("::ffff:c000:201", "192.0.2.1"), ("64:ff9b::192.0.2.33", "64:ff9b::c000:221"),
            ("0.0.0.0", "0.0.0.0"), ("255.255.255.255", "255.255.255.255"),
        ])
    func canonical(_ text: String, _ canonical: String) throws {
        let address = try #require(IPAddress(text))
        #expect(address.description == canonical)
        #expect(IPAddress(canonical) == address)
    }

    @Test(
        "other text is none",
        arguments: [
            "", "1", "1.2.3", "1.2.3.4.5", "1.2.3.256", "01.2.3.4", "1.2.3.", "+1.2.3.4", " 1.2.3.4", "1.2.3.4 ",
            ":", ":::", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8::", "::1::", "12345::", "g::", "1::2:",
            ":1::2", "::1.2.3", "1.2.3.4::", "::ffff:1.2.3.4:5", "fe80::1%eth0", "+1::", "١.2.3.4",
        ])
    func refused(_ text: String) {
        #expect(IPAddress(text) == nil)
    }

    @Test("the halves and the bits")
    func bits() throws {
        let address = try #require(IPAddress("2001:db8:1:2:3:4:5:6"))
        #expect(address.high == 0x2001_0DB8_0001_0002 && address.low == 0x0003_0004_0005_0006)
        #expect(!address.isIPv4)
        let four = IPAddress(v4: 0x0A00_0001)
        #expect(four.isIPv4 && four.v4Bits == 0x0A00_0001 && four.description == "10.0.0.1")
    }

    @Test(
        "kinds",
        arguments: [
            ("224.0.0.1", "m"), ("239.255.255.255", "m"), ("223.255.255.255", ""), ("240.0.0.1", ""),
            ("255.255.255.255", "m"), ("ff02::1", "m"), ("fe00::1", ""), ("169.254.1.1", "l"), ("169.253.1.1", ""),
            ("fe80::1", "l"), ("febf::1", "l"), ("fec0::1", ""), ("127.0.0.1", "o"), ("127.255.255.255", "o"),
            ("128.0.0.1", ""), ("::1", "o"), ("::2", ""), ("0.0.0.0", "u"), ("::", "u"), ("0.0.0.1", ""),
        ])
    func kinds(_ text: String, _ kinds: String) throws {
        let address = try #require(IPAddress(text))
        let own = [
            address.isMulticastOrBroadcast ? "m" : "", address.isLinkLocal ? "l" : "", address.isLoopback ? "o" : "",
            address.isUnspecified ? "u" : "",
        ]
        #expect(own.joined() == kinds)
    }

    @Test("order is that of the octets")
    func order() {
        let texts = ["::", "0.0.0.0", "9.0.0.0", "10.0.0.0", "2001:db8::1", "2001:db8::2", "2001:db8:0:1::", "ff02::1"]
        let addresses = texts.compactMap { IPAddress($0) }
        #expect(addresses.reversed().sorted() == addresses && addresses.count == texts.count)
    }

    @Test("text and back, for addresses with zeros everywhere")
    func roundTrip() {
        for mask in 0..<256 {
            var halves: [UInt64] = [0, 0]
            for group in 0..<8 where mask >> group & 1 == 1 {
                halves[group / 4] |= UInt64(0x1A0 + group) << UInt64(48 - 16 * (group % 4))
            }
            let address = IPAddress(high: halves[0], low: halves[1])
            #expect(IPAddress(address.description) == address)
        }
    }
}
