import Packets
import Testing

@Suite("IP prefixes")
struct IPPrefixTests {
    @Test(
        "text and back, host bits cleared",
        arguments: [
            ("192.0.2.0/24", "192.0.2.0/24"), ("192.0.2.77/24", "192.0.2.0/24"), ("192.0.2.77", "192.0.2.77/32"),
            ("255.255.255.255/0", "0.0.0.0/0"), ("10.1.2.3/9", "10.0.0.0/9"), ("2001:db8::1/32", "2001:db8::/32"),
            ("2001:db8:ffff::/33", "2001:db8:8000::/33"), ("2001:db8::1", "2001:db8::1/128"),
            ("2001:db8::ff/127", "2001:db8::fe/127"), ("2001:db8:1:2:3::/65", "2001:db8:1:2::/65"), ("::1/64", "::/64"),
        ])
    func canonical(_ text: String, _ canonical: String) throws {
        let prefix = try #require(IPPrefix(text))
        #expect(prefix.description == canonical)
        #expect(IPPrefix(canonical) == prefix)
    }

    @Test(
        "other text is none",
        arguments: [
            "", "/24", "192.0.2.0/33", "192.0.2.0/-1", "192.0.2.0/", "192.0.2.0/+8", "192.0.2.0/8/8", "::/129", "x/1",
        ])
    func refused(_ text: String) {
        #expect(IPPrefix(text) == nil)
    }

    @Test(
        "containment",
        arguments: [
            ("192.0.2.0/24", "192.0.2.0", true), ("192.0.2.0/24", "192.0.2.255", true),
            ("192.0.2.0/24", "192.0.3.0", false),
            ("0.0.0.0/0", "255.255.255.255", true), ("0.0.0.0/0", "2001:db8::1", false), ("::/0", "2001:db8::1", true),
            ("192.0.2.1/32", "192.0.2.1", true), ("192.0.2.1/32", "192.0.2.0", false),
            ("2001:db8::/64", "2001:db8::ffff:ffff:ffff:ffff", true), ("2001:db8::/64", "2001:db8:0:1::", false),
            ("2001:db8::/65", "2001:db8::8000:0:0:0", false), ("::/0", "192.0.2.1", false),
        ])
    func contains(_ prefix: String, _ address: String, _ expected: Bool) throws {
        #expect(try #require(IPPrefix(prefix)).contains(#require(IPAddress(address))) == expected)
    }

    @Test("lengths are of the block's own family")
    func lengths() throws {
        let four = try #require(IPPrefix("10.0.0.0/8"))
        #expect(four.length == 8 && four.mappedLength == 104)
        let six = try #require(IPPrefix("2001:db8::/104"))
        #expect(six.length == 104 && six.mappedLength == 104)
        #expect(IPPrefix(IPAddress(v4: 0), length: 33) == nil)
    }

    @Test("masks", arguments: [(-1, UInt64(0)), (0, 0), (1, 1 << 63), (63, ~1), (64, .max), (65, .max)])
    func mask(_ bits: Int, _ mask: UInt64) {
        #expect(IPPrefix.mask(bits) == mask)
    }
}
