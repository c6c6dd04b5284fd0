import Packets
import TestSupport
import Testing

@Suite("Addresses as octets")
struct AddressTextTests {
    @Test("they are the description's")
    func same() throws {
        var random = SeededGenerator(seed: 11)
        var addresses = [
            IPAddress.unspecified, IPAddress(v4: 0), IPAddress(v4: .max), IPAddress(high: .max, low: .max),
        ]
        for text in ["::1", "1::", "1:0:0:2::", "0:0:1::", "1:2:3:4:5:6:7:0", "0:1:2:3:4:5:6:7", "1:0:2:3:4:5:6:7"] {
            addresses.append(try #require(IPAddress(text)))
        }
        for _ in 0..<20_000 {
            // Groups of any number of digits, many of them zero.
            let groups = (0..<8).map { _ in
                random.oneIn(2)
                    ? 0 : UInt64.random(in: 0...0xFFFF, using: &random) >> UInt64.random(in: 0..<16, using: &random)
            }
            let half = { (range: Range<Int>) in groups[range].reduce(0) { $0 << 16 | $1 } }
            addresses.append(IPAddress(high: half(0..<4), low: half(4..<8)))
            addresses.append(IPAddress(v4: UInt32.random(in: 0 ... .max, using: &random)))
        }
        for address in addresses {
            var octets: [UInt8] = []
            address.appendText(to: &octets)
            #expect(String(decoding: octets, as: UTF8.self) == address.description)
        }
    }

    @Test("numbers", arguments: [0, 9, 10, 99, 100, 4_294_967_295, UInt64.max])
    func numbers(_ number: UInt64) {
        var octets: [UInt8] = []
        octets.appendDecimal(number)
        #expect(String(decoding: octets, as: UTF8.self) == String(number))
    }

    @Test("a mask only where it says something")
    func masks() throws {
        for (text, short, long) in [
            ("192.0.2.1", "192.0.2.1", "192.0.2.1/32"), ("::1", "::1", "::1/128"), ("::/0", "::/0", "::/0"),
        ] {
            let block = try #require(IPPrefix(text))
            var octets: [UInt8] = []
            block.appendText(to: &octets)
            #expect(String(decoding: octets, as: UTF8.self) == short)
            octets = []
            block.appendText(to: &octets, alwaysWithLength: true)
            #expect(String(decoding: octets, as: UTF8.self) == long)
        }
    }
}
