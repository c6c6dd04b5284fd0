import Enforcement
import Testing

@Suite("ipset reads the list")
struct IPSetTests {
    @Test("one list after the other, with what lasts longer inside a block")
    func replaced() throws {
        let outcome = try Shell.run(
            """
            set -e
            ipset restore < small.ipset; ipset restore < small.ipset
            ipset list
            for address in 203.0.113.7 198.51.100.8 198.51.100.9; do ipset test weir-deny4 $address; done
            for address in 2001:db8::bad 2001:db8:dead::1; do ipset test weir-deny6 $address; done
            if ipset test weir-deny4 203.0.113.9; then echo LISTED; fi
            echo EMPTY
            ipset restore < empty.ipset; ipset list
            """, needs: ["ipset"],
            files: [
                "small.ipset": Listing.text(
                    .ipset,
                    [
                        "203.0.113.7 3600", "203.0.113.8", "198.51.100.0/24 60", "198.51.100.9 600",
                        "2001:db8::bad 3599", "2001:db8:dead::/48",
                    ]),
                "empty.ipset": Listing.text(.ipset, []),
            ])
        #expect(outcome.status == 0 && !outcome.output.contains("LISTED"), "\(outcome.output)")
        let parts = outcome.output.split(separator: "EMPTY")
        try #require(parts.count == 2)
        #expect(
            parts[0].contains("203.0.113.8 timeout 0\n") && parts[0].contains(/\n198.51.100.0\/24 timeout (60|5\d)\n/))
        #expect(
            parts[0].contains(/\n198.51.100.9 timeout (600|5\d\d)\n/)
                && parts[0].contains("2001:db8:dead::/48 timeout 0\n"))
        #expect(!parts[0].contains("-new"))
        #expect(parts[1].split(separator: "\n").filter { $0 == "Number of entries: 0" }.count == 2)
    }

    @Test("a member without a time-out stays, one with it goes")
    func timeouts() throws {
        let outcome = try Shell.run(
            "ipset restore < list.ipset && sleep 2.5 && ipset list", needs: ["ipset"],
            files: ["list.ipset": Listing.text(.ipset, ["10.0.0.1", "10.0.0.2 1"])])
        #expect(outcome.status == 0, "\(outcome.output)")
        #expect(outcome.output.contains("10.0.0.1 timeout 0\n") && !outcome.output.contains("10.0.0.2 "))
    }

    @Test(
        "all kinds of lists, twice in a row",
        arguments: [
            [], ["0.0.0.0/0 60"], ["::/0"], ["0.0.0.0/0", "::/0 5", "10.0.0.1", "2001:db8::1 9"],
            ["0.0.0.0/0 60", "10.0.0.0/8 90", "10.1.1.1"], ["10.0.0.1 99999999999"],
            ["255.255.255.255 9", "0.0.0.0 9", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "::"],
        ] as [[String]])
    func kinds(_ entries: [String]) throws {
        for list in [BlocklistKind.deny, .allow] {
            let outcome = try Shell.run(
                "ipset restore < list.ipset && ipset restore < list.ipset", needs: ["ipset"],
                files: [
                    "list.ipset": Listing.text(.ipset, entries, list: list, allowing: ["192.0.2.1", "2001:db8::2"])
                ])
            #expect(outcome.status == 0 && outcome.output.isEmpty, "\(outcome.output)")
        }
    }

    @Test("100,000 entries")
    func large() throws {
        let outcome = try Shell.run(
            "ipset restore < list.ipset && ipset restore < list.ipset && ipset list | grep -c ' timeout [0-9]*$'",
            needs: ["ipset"], files: ["list.ipset": Listing.written(.ipset, Listing.large)])
        #expect(outcome.status == 0, "\(outcome.output.prefix(2000))")
        // Headers end in another number.
        #expect(outcome.output == "100000\n")
    }

    @Test("one that was cut off before its swaps leaves the old list")
    func cut() throws {
        let new = try Listing.text(.ipset, ["203.0.113.7 3599", "2001:db8::bad"])
        let outcome = try Shell.run(
            """
            ipset restore < old.ipset
            size=$(sed -n '/^swap/q;p' new.ipset | wc -c)
            cut=1
            while [ $cut -le $((size + 40)) ]; do
                head -c $cut new.ipset | ipset restore >/dev/null 2>&1
                ipset test weir-deny6 2001:db8::9 >/dev/null 2>&1 || echo lost at $cut of $size
                [ $cut -gt $size ] || ipset test weir-deny4 192.0.2.9 >/dev/null 2>&1 || echo lost at $cut of $size
                cut=$((cut + 3))
            done
            # One that was cut off within its first lines left sets with other limits, which the next restore refuses.
            ipset destroy weir-deny4-new; ipset destroy weir-deny6-new
            ipset restore < new.ipset && ipset test weir-deny4 203.0.113.7 2>&1
            """, needs: ["ipset"],
            files: ["old.ipset": Listing.text(.ipset, ["192.0.2.9", "2001:db8::9"]), "new.ipset": new])
        #expect(outcome.status == 0, "\(outcome.output)")
        #expect(!outcome.output.contains("lost"), "\(outcome.output)")
    }
}
