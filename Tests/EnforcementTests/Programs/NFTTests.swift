import Enforcement
import Testing

@Suite("nft reads the list")
struct NFTTests {
    private let small = [
        "203.0.113.6 10", "203.0.113.7 3600", "203.0.113.8", "198.51.100.0/24 60", "198.51.100.9 600",
        "2001:db8::bad 3599", "2001:db8:dead::/48", "2001:db8:dead::1 9",
    ]

    @Test("one list after the other, with neighbours and what lasts longer inside a block")
    func replaced() throws {
        let outcome = try Shell.run(
            """
            set -e
            nft -c -f small.nft; nft -f small.nft; nft -f small.nft
            nft list set inet weir deny4 | tr -d '\\n\\t'; echo
            for address in 203.0.113.7 198.51.100.8 198.51.100.9; do nft get element inet weir deny4 "{ $address }"; done
            for address in 2001:db8::bad 2001:db8:dead:: 2001:db8:dead::1; do
                nft get element inet weir deny6 "{ $address }"
            done
            if nft get element inet weir deny4 '{ 203.0.113.9 }'; then echo LISTED; fi
            echo EMPTY
            nft -c -f empty.nft; nft -f empty.nft; nft list table inet weir
            """, needs: ["nft"],
            files: ["small.nft": Listing.text(.nft, small), "empty.nft": Listing.text(.nft, [])])
        #expect(outcome.status == 0 && !outcome.output.contains("LISTED"), "\(outcome.output)")
        let parts = outcome.output.split(separator: "EMPTY")
        try #require(parts.count == 2)
        // Each neighbour has a time-out of its own, one has none.
        #expect(parts[0].contains("203.0.113.6 timeout 10s"))
        #expect(parts[0].contains("203.0.113.7 timeout 1h "))
        #expect(parts[0].contains("203.0.113.8}") || parts[0].contains("203.0.113.8 }"), "\(parts[0])")
        #expect(parts[0].contains("198.51.100.9 timeout 10m"))
        #expect(!parts[1].contains("elements"))
    }

    @Test("an element without a time-out stays, one with it goes")
    func timeouts() throws {
        let outcome = try Shell.run(
            "nft -f list.nft && sleep 2.5 && nft list table inet weir", needs: ["nft"],
            files: ["list.nft": Listing.text(.nft, ["10.0.0.1", "10.0.0.2 1", "::1", "::2 1", "10.0.0.3 600"])])
        #expect(outcome.status == 0, "\(outcome.output)")
        #expect(outcome.output.contains("10.0.0.1") && outcome.output.contains("::1"))
        #expect(outcome.output.contains("10.0.0.3 timeout 10m"))
        #expect(!outcome.output.contains("10.0.0.2") && !outcome.output.contains("::2"), "\(outcome.output)")
    }

    @Test(
        "all kinds of lists, twice in a row",
        arguments: [
            [], ["0.0.0.0/0 60"], ["::/0"], ["0.0.0.0/0", "::/0 5", "10.0.0.1", "2001:db8::1 9"],
            ["0.0.0.0/0 60", "10.0.0.0/8 90", "10.1.0.0/16 95", "10.1.1.1"], ["10.0.0.1 99999999999"],
            ["255.255.255.255 9", "0.0.0.0 9", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "::"],
            ["::fffe:0:0/95 9", "::fffe:0:1 99"],
        ] as [[String]])
    func kinds(_ entries: [String]) throws {
        for list in [BlocklistKind.deny, .allow] {
            let outcome = try Shell.run(
                "nft -c -f list.nft && nft -f list.nft && nft -c -f list.nft && nft -f list.nft", needs: ["nft"],
                files: ["list.nft": Listing.text(.nft, entries, list: list, allowing: ["192.0.2.1", "2001:db8::2"])])
            #expect(outcome.status == 0 && outcome.output.isEmpty, "\(outcome.output)")
        }
    }

    @Test("100,000 entries")
    func large() throws {
        let outcome = try Shell.run(
            "nft -f list.nft && nft -f list.nft && nft list table inet weir | tr ',' '\\n' | grep -c '[0-9a-f]'",
            needs: ["nft"], files: ["list.nft": Listing.written(.nft, Listing.large)])
        #expect(outcome.status == 0, "\(outcome.output.prefix(2000))")
        #expect(Int(outcome.output.split(separator: "\n").last ?? "") ?? 0 >= 100_000, "\(outcome.output.suffix(200))")
    }

    @Test("one that was cut off leaves the old list, wherever it was cut but right behind a flush")
    func cut() throws {
        let outcome = try Shell.run(
            """
            nft -f old.nft
            old=$(nft list set inet weir deny4; nft list set inet weir deny6)
            size=$(wc -c < new.nft)
            size=$((size - $(tail -n 1 new.nft | wc -c)))
            cut=1
            while [ $cut -lt $((size - 1)) ]; do
                head -c $cut new.nft > cut.nft
                nft -f cut.nft 2>/dev/null
                now=$(nft list set inet weir deny4; nft list set inet weir deny6)
                if [ "$now" != "$old" ]; then
                    tail -n 1 cut.nft; echo
                    nft -f old.nft
                fi
                cut=$((cut + 1))
            done
            """, needs: ["nft"],
            files: [
                "old.nft": Listing.text(.nft, ["192.0.2.9", "2001:db8::9"]),
                "new.nft": Listing.text(.nft, ["203.0.113.7 3599", "198.51.100.0/24", "2001:db8::bad"]),
            ])
        #expect(outcome.status == 0, "\(outcome.output)")
        let changed = outcome.output.split(separator: "\n")
        // IPv4's set is flushed and not yet filled at two places, or filled while IPv6's is still to come.
        for line in changed {
            #expect(
                line.hasPrefix("flush set inet weir deny") || line == "add element inet weir deny4 { $weir_deny4_0 }"
                    || line == "add element inet weir deny6 { $weir_deny6_0 }", "\(line)")
        }
        let empties = changed.filter { $0 == "flush set inet weir deny4" || $0 == "flush set inet weir deny6" }
        #expect(empties.count <= 4, "\(changed)")
    }
}
