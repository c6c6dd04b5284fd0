import Enforcement
import Testing

@Suite("nginx reads the list")
struct NginxTests {
    private static let configuration = """
        pid nginx.pid;
        error_log stderr;
        events {}
        http {
            access_log off;
            server {
                listen 127.0.0.1:8080;
                listen [::1]:8080;
                include list.conf;
                root .;
            }
        }
        """

    @Test(
        "all kinds of lists",
        arguments: [
            [], ["203.0.113.7", "198.51.100.0/24 60", "2001:db8::bad", "2001:db8:dead::/48"], ["0.0.0.0/0"], ["::/0"],
            ["0.0.0.0/0", "::/0", "10.0.0.1"], ["::", "0.0.0.0", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"],
        ] as [[String]])
    func kinds(_ entries: [String]) throws {
        for list in [BlocklistKind.deny, .allow] {
            try check(Listing.text(.nginx, entries, list: list, allowing: ["192.0.2.1"]))
        }
    }

    @Test("100,000 entries")
    func large() throws { try check(Listing.written(.nginx, Listing.large)) }

    private func check(_ text: String) throws {
        let outcome = try Shell.run(
            "ip link set lo up && nginx -t -p . -c nginx.conf", needs: ["nginx", "ip"],
            files: ["nginx.conf": Self.configuration, "list.conf": text])
        #expect(outcome.status == 0 && outcome.output.contains("test is successful"), "\(outcome.output)")
    }

    @Test("one that was cut off within a line is refused")
    func cut() throws {
        let text = try Listing.text(.nginx, ["203.0.113.7", "198.51.100.0/24"])
        let outcome = try Shell.run(
            "ip link set lo up && nginx -t -p . -c nginx.conf", needs: ["nginx", "ip"],
            files: ["nginx.conf": Self.configuration, "list.conf": String(text.prefix(text.count - 60))])
        #expect(outcome.status != 0, "\(outcome.output)")
    }

    @Test("it denies who is listed, and nobody else")
    func denies() throws {
        let outcome = try Shell.run(
            """
            ip link set lo up
            nginx -p . -c nginx.conf -g 'daemon off; master_process off;' & server=$!
            sleep 0.2
            for from in 127.0.0.1 127.0.0.2 127.0.0.3 ::1; do
                to=127.0.0.1; [ $from = ::1 ] && to='[::1]'
                curl --silent --output /dev/null --write-out "$from %{http_code}\\n" --retry 20 --retry-connrefused \\
                    --retry-delay 1 --interface $from "http://$to:8080/list.conf"
            done
            kill $server; wait
            """, needs: ["nginx", "curl", "ip"],
            files: [
                "nginx.conf": Self.configuration,
                "list.conf": Listing.text(.nginx, ["127.0.0.0/30", "::/64"], allowing: ["127.0.0.1"]),
            ])
        let answers = outcome.output.split(separator: "\n").filter { $0.hasPrefix("127.0.0.") || $0.hasPrefix("::1 ") }
        #expect(answers == ["127.0.0.1 200", "127.0.0.2 403", "127.0.0.3 403", "::1 403"], "\(outcome.output)")
    }
}
