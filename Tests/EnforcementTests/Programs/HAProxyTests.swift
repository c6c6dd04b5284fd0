import Enforcement
import Testing

@Suite("HAProxy reads the list")
struct HAProxyTests {
    private static let configuration = """
        defaults
            mode http
            timeout connect 5s
            timeout client 5s
            timeout server 5s
        frontend test
            bind 127.0.0.1:8080
            bind [::1]:8080
            http-request set-var(txn.act) src,map_ip(list.map,none)
            http-request return status 403 if { var(txn.act) -m str block }
            http-request return status 429 if { var(txn.act) -m str rate_limit }
            http-request return status 204

        """

    @Test(
        "all kinds of lists",
        arguments: [
            [], ["203.0.113.7", "198.51.100.0/24 60", "2001:db8::bad", "2001:db8:dead::/48"], ["0.0.0.0/0"], ["::/0"],
            ["0.0.0.0/0", "::/0", "10.0.0.1"], ["::", "0.0.0.0", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"],
        ] as [[String]])
    func kinds(_ entries: [String]) throws {
        for list in [BlocklistKind.deny, .allow] {
            try check(Listing.text(.haproxy, entries, list: list, allowing: ["192.0.2.1"]))
        }
    }

    @Test("100,000 entries")
    func large() throws { try check(Listing.written(.haproxy, Listing.large)) }

    private func check(_ text: String) throws {
        let outcome = try Shell.run(
            "haproxy -c -f haproxy.cfg", needs: ["haproxy"],
            files: ["haproxy.cfg": Self.configuration, "list.map": text])
        #expect(outcome.status == 0 && outcome.output.contains("Configuration file is valid"), "\(outcome.output)")
        #expect(!outcome.output.contains("list.map"), "\(outcome.output)")
    }

    @Test("it treats everybody as the list says")
    func treats() throws {
        let outcome = try Shell.run(
            """
            ip link set lo up
            haproxy -db -f haproxy.cfg & server=$!
            sleep 0.2
            for from in 127.0.0.1 127.0.0.2 127.0.0.3 127.0.0.4 ::1; do
                to=127.0.0.1; [ $from = ::1 ] && to='[::1]'
                curl --silent --output /dev/null --write-out "$from %{http_code}\\n" --retry 20 --retry-connrefused \\
                    --retry-delay 1 --interface $from "http://$to:8080/"
            done
            kill $server; wait
            """, needs: ["haproxy", "curl", "ip"],
            files: [
                "haproxy.cfg": Self.configuration,
                "list.map": Listing.text(
                    .haproxy, ["127.0.0.0/30 rate_limit", "127.0.0.2 block", "::1"], allowing: ["127.0.0.1"],
                    actions: [.block, .rateLimit]),
            ])
        let answers = outcome.output.split(separator: "\n").filter { $0.hasPrefix("127.0.0.") || $0.hasPrefix("::1 ") }
        #expect(
            answers == ["127.0.0.1 204", "127.0.0.2 403", "127.0.0.3 429", "127.0.0.4 204", "::1 403"],
            "\(outcome.output)")
    }
}
