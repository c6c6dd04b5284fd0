import Enforcement
import Packets
import Testing

@Suite("Blocks without what is allowed")
struct SubtractingTests {
    @Test(
        "what is left",
        arguments: [
            ("10.0.0.0/24", [], ["10.0.0.0/24"]),
            ("10.0.0.0/24", ["10.0.0.0/8"], []),
            ("10.0.0.0/24", ["10.0.0.0/24"], []),
            ("10.0.0.0/30", ["10.0.0.1/32"], ["10.0.0.0/32", "10.0.0.2/31"]),
            ("10.0.0.0/30", ["10.0.0.3/32", "10.0.0.0/32"], ["10.0.0.1/32", "10.0.0.2/32"]),
            ("10.0.0.0/30", ["10.0.0.0/31", "10.0.0.2/31"], []),
            ("10.0.0.0/24", ["::/0", "192.0.2.0/24"], ["10.0.0.0/24"]),
            ("255.255.255.254/31", ["255.255.255.255/32"], ["255.255.255.254/32"]),
            (
                "ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe/127", ["ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe/128"],
                ["ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128"]
            ),
            ("::/0", ["0.0.0.0/0"], ["::/0"]),
            ("::/0", ["8000::/1"], ["::/1"]),
        ] as [(String, [String], [String])])
    func left(_ block: String, _ allowed: [String], _ expected: [String]) throws {
        let rest = try #require(IPPrefix(block)).subtracting(allowed.map { try #require(IPPrefix($0)) })
        #expect(rest.map(\.description) == expected)
    }

    @Test("one address out of all: as many blocks as it has bits")
    func worst() throws {
        let four = try #require(IPPrefix("0.0.0.0/0")).subtracting([try #require(IPPrefix("192.0.2.1"))])
        #expect(four.count == 32)
        let six = try #require(IPPrefix("::/0")).subtracting([try #require(IPPrefix("2001:db8::1"))])
        #expect(six.count == 128)
    }

    @Test("what is left of ::/0 never turns into 0.0.0.0/0")
    func mapped() throws {
        // The neighbours of ::ffff:0:0/96: the complement would hold that block by itself.
        for allowed in ["::fffe:0:0/96", "::fffe:1:2", "::1:0:0:0/80"] {
            let rest = try #require(IPPrefix("::/0")).subtracting([try #require(IPPrefix(allowed))])
            #expect(rest.allSatisfy { !$0.address.isIPv4 }, "\(allowed): \(rest)")
        }
        // What is left between these two is ::ffff:0:0/96 and nothing else.
        let neighbours = try ["::fffe:ffff:ffff", "::1:0:0:0"].map { try #require(IPPrefix($0)) }
        let rest = try #require(IPPrefix("::/0")).subtracting(neighbours)
        #expect(!rest.isEmpty && rest.allSatisfy { !$0.address.isIPv4 }, "\(rest)")
        let cut = try Listing.text(.nft, ["::/0 60", "::fffe:ffff:ffff", "::1:0:0:0"])
        #expect(!cut.contains("deny4_0"), "\(cut)")
    }
}
