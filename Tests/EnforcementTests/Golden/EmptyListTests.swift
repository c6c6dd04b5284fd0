import Enforcement
import Packets
import Testing

@Suite("Empty lists")
struct EmptyListTests {
    @Test("plain: one address that nobody can come from")
    func plain() throws {
        #expect(try Listing.text(.plain, []) == "192.0.2.1\n")
        #expect(try Listing.text(.plain, ["10.0.0.1"], allowing: ["10.0.0.0/8"]) == "192.0.2.1\n")
    }

    @Test("plain: not one that is allowed")
    func plainAllowed() throws {
        #expect(try Listing.text(.plain, [], allowing: ["192.0.2.0/24"]) == "198.51.100.1\n")
        #expect(try Listing.text(.plain, [], allowing: ["192.0.0.0/8", "198.0.0.0/8"]) == "203.0.113.1\n")
        #expect(try Listing.text(.plain, [], allowing: ["0.0.0.0/0"]) == "# weir: the list is empty\n")
        #expect(try Listing.text(.plain, [], list: .allow) == "# weir: the list is empty\n")
    }

    @Test("nft: the flush alone, and no empty braces")
    func nft() throws {
        let text = try Listing.text(.nft, [])
        #expect(
            text.contains("flush set inet weir deny4\nflush set inet weir deny6\n# weir: end of the list, entries: 0\n")
        )
        #expect(!text.contains("element") && !text.contains("{ }"))
    }

    @Test("ipset: sets without members are swapped in")
    func ipset() throws {
        let text = try Listing.text(.ipset, [])
        #expect(text.contains("swap weir-deny4-new weir-deny4\nswap weir-deny6-new weir-deny6\n"))
        #expect(!text.contains("add "))
    }

    @Test("nginx and HAProxy: comments", arguments: [BlocklistFormat.nginx, .haproxy])
    func comments(_ format: BlocklistFormat) throws {
        let lines = try Listing.text(format, []).split(separator: "\n")
        #expect(lines.count == 2 && lines.allSatisfy { $0.hasPrefix("#") })
    }
}
