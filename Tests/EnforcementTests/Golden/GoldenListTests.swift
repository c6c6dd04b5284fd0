import Detection
import Enforcement
import Packets
import Testing

@Suite("Lists, to the letter")
struct GoldenListTests {
    private let entries = [
        "203.0.113.7 3599", "198.51.100.0/24", "198.51.100.9 60", "2001:db8::bad 3599", "2001:db8:dead::/48",
        "192.0.2.1 60 rate_limit", "192.0.2.2 60 monitor", "192.0.2.3 0", "192.0.2.4 -5",
    ]

    @Test("plain")
    func plain() throws {
        #expect(
            try Listing.text(.plain, entries) == """
                198.51.100.0/24
                203.0.113.7
                2001:db8::bad
                2001:db8:dead::/48

                """)
    }

    @Test("nginx")
    func nginx() throws {
        #expect(
            try Listing.text(.nginx, entries) == """
                # weir: deny list for nginx; whole only with its last line, "end of the list"
                deny 198.51.100.0/24;
                deny 203.0.113.7;
                deny 2001:db8::bad;
                deny 2001:db8:dead::/48;
                # weir: end of the list, entries: 4

                """)
    }

    @Test("HAProxy, with a stricter entry inside a milder one")
    func haproxy() throws {
        let text = try Listing.text(
            .haproxy, entries + ["192.0.2.0/24 rate_limit", "192.0.2.9 9 block", "198.51.100.7 rate_limit"],
            actions: [.block, .rateLimit])
        #expect(
            text == """
                # weir: deny list for HAProxy; whole only with its last line, "end of the list"
                192.0.2.0/24 rate_limit
                192.0.2.9 block
                198.51.100.0/24 block
                203.0.113.7 block
                2001:db8::bad block
                2001:db8:dead::/48 block
                # weir: end of the list, entries: 6

                """)
    }

    @Test("nft")
    func nft() throws {
        #expect(
            try Listing.text(.nft, entries) == """
                # weir: deny list for nft -f
                define weir_deny4_0 = { 198.51.100.0/24, 203.0.113.7 timeout 3599s }
                define weir_deny6_0 = { 2001:db8::bad timeout 3599s, 2001:db8:dead::/48 }
                add table inet weir
                add set inet weir deny4 { type ipv4_addr; flags interval,timeout; }
                add set inet weir deny6 { type ipv6_addr; flags interval,timeout; }
                flush set inet weir deny4
                add element inet weir deny4 { $weir_deny4_0 }
                flush set inet weir deny6
                add element inet weir deny6 { $weir_deny6_0 }
                # weir: end of the list, entries: 4

                """)
    }

    @Test("nft, what lasts longer is cut out of its container")
    func nftCut() throws {
        let text = try Listing.text(.nft, ["10.0.0.0/30 60", "10.0.0.1 90", "10.0.0.2 50"])
        #expect(text.contains("= { 10.0.0.0 timeout 60s, 10.0.0.1 timeout 90s, 10.0.0.2/31 timeout 60s }\n"))
    }

    @Test("nft, a line has a thousand elements")
    func nftChunks() throws {
        let text = Listing.written(.nft, Listing.large)
        let lines = text.split(separator: "\n").filter { $0.hasPrefix("define") }
        #expect(lines.count == 100)
        #expect(lines.allSatisfy { $0.split(separator: ",").count == 1000 })
    }

    @Test("ipset")
    func ipset() throws {
        let text = try Listing.text(.ipset, entries + ["0.0.0.0/0 9", "::/0 5000000000", "203.0.113.8"])
        #expect(
            text == """
                # weir: deny list for ipset restore
                create weir-deny4 hash:net family inet timeout 0 maxelem 1048576 -exist
                create weir-deny4-new hash:net family inet timeout 0 maxelem 1048576 -exist
                flush weir-deny4-new
                create weir-deny6 hash:net family inet6 timeout 0 maxelem 1048576 -exist
                create weir-deny6-new hash:net family inet6 timeout 0 maxelem 1048576 -exist
                flush weir-deny6-new
                add weir-deny4-new 0.0.0.0/1 timeout 9 -exist
                add weir-deny4-new 128.0.0.0/1 timeout 9 -exist
                add weir-deny4-new 198.51.100.0/24 timeout 0 -exist
                add weir-deny4-new 203.0.113.7 timeout 3599 -exist
                add weir-deny4-new 203.0.113.8 timeout 0 -exist
                add weir-deny6-new ::/1 timeout 2147483 -exist
                add weir-deny6-new 8000::/1 timeout 2147483 -exist
                add weir-deny6-new 2001:db8:dead::/48 timeout 0 -exist
                swap weir-deny4-new weir-deny4
                swap weir-deny6-new weir-deny6
                destroy weir-deny4-new
                destroy weir-deny6-new
                # weir: end of the list, entries: 6

                """)
    }

    @Test("time-outs are cut to what the program takes")
    func longest() throws {
        #expect(try Listing.text(.nft, ["10.0.0.1 9000000000"]).contains("10.0.0.1 timeout 31536000s }"))
        #expect(try Listing.text(.ipset, ["10.0.0.1 9000000000"]).contains("10.0.0.1 timeout 2147483 -exist"))
        #expect(try Listing.text(.nft, ["10.0.0.1 1"]).contains("10.0.0.1 timeout 1s }"))
    }

    @Test("an allow list has names and words of its own, and ignores actions", arguments: BlocklistFormat.allCases)
    func allow(_ format: BlocklistFormat) throws {
        let text = try Listing.text(
            format, ["192.0.2.0/24 60 monitor", "192.0.2.1 60"], list: .allow, allowing: ["::/0"])
        #expect(!text.contains("deny") && !text.contains("192.0.2.1"))
        let line =
            switch format {
            case .plain: "192.0.2.0/24\n"
            case .nft: "define weir_allow4_0 = { 192.0.2.0/24 timeout 60s }\n"
            case .ipset: "add weir-allow4-new 192.0.2.0/24 timeout 60 -exist\n"
            case .nginx: "allow 192.0.2.0/24;\n"
            case .haproxy: "192.0.2.0/24 allow\n"
            }
        #expect(text.contains(line))
    }

    @Test("what they are called")
    func names() {
        #expect(BlocklistFormat.allCases.map(\.rawValue) == ["plain", "nft", "ipset", "nginx", "haproxy"])
        #expect(BlocklistFormat.allCases.map(\.fileExtension) == ["txt", "nft", "ipset", "conf", "map"])
        #expect(BlocklistFormat.allCases.allSatisfy { $0.contentType == "text/plain; charset=utf-8" })
    }
}
