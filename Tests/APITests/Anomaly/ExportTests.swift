import Foundation
import TestSupport
import Testing

/// The whole blacklist in the forms that enforcers read, up to the programs that read them.
@Suite struct ExportTests {
    let server: RunningServer
    let token: String

    init() throws {
        server = try RunningServer()
        token = try server.register("admin")
    }

    private func text(_ query: String) throws -> String {
        let answer = try server.get(RunningServer.blacklist + "?" + query, token: token)
        try #require(answer.status == 200, "\(answer.body)")
        return answer.body
    }

    private func plain(_ query: String = "") throws -> [String] {
        try text("format=plain" + query).split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") }
    }

    @Test func emptyListIsWholeAndNoError() throws {
        for (format, type) in [
            ("plain", "text/plain"), ("nft", "text/"), ("ipset", "text/"), ("nginx", "text/"), ("haproxy", "text/"),
            ("ndjson", "application/x-ndjson"),
        ] {
            let answer = try server.get(RunningServer.blacklist + "?format=\(format)", token: token)
            #expect(answer.status == 200 && answer.headers["content-type"]?.hasPrefix(type) == true, "\(format)")
            // One that was cut off is not taken for one that is empty.
            #expect(format == "ndjson" ? answer.body.isEmpty : !answer.body.isEmpty, "\(format)")
        }
        // One documentation address, which blocks nobody; the consumers of this form take nothing for a failure.
        #expect(try plain() == ["192.0.2.1"])
    }

    @Test func actionsAreChosen() throws {
        try server.block("192.0.2.1", token)
        try server.block("192.0.2.2", token, action: "rate_limit")
        try server.block("192.0.2.3", token, action: "monitor")
        #expect(try plain() == ["192.0.2.1"])
        #expect(try plain("&action=rate_limit") == ["192.0.2.2"])
        #expect(try plain("&action=monitor") == ["192.0.2.3"])
        #expect(try text("format=ndjson").split(separator: "\n").count == 3)
        #expect(try text("format=ndjson&action=monitor").split(separator: "\n").count == 1)
    }

    @Test func allowedPartIsCutOutOfABlock() throws {
        try server.block("192.0.2.0/29", token)
        try server.allow("192.0.2.4/31", token)
        #expect(try plain() == ["192.0.2.0/30", "192.0.2.6/31"])
        // It comes back when the allowlist lets it go.
        let id = try #require(try server.get(RunningServer.allowlist, token: token).results.first?["id"] as? Int)
        #expect(try server.send("DELETE", RunningServer.allowlist + "\(id)/", token: token).status == 204)
        #expect(try plain() == ["192.0.2.0/29"])
    }

    @Test func listOfManyPagesIsComplete() throws {
        _ = try server.python(
            """
            import sqlite3, sys, time
            store = sqlite3.connect(sys.argv[1], timeout=30)
            rows = ((bytes(10) + b"\\xff\\xff" + bytes((10, n >> 16, n >> 8 & 255, n & 255)), 128, "block", "x", "feed",
                time.time_ns(), 0, 1) for n in range(0, 2 * 6000, 2))
            store.executemany("INSERT INTO blacklist (prefix, length, action, reason, origin, created_at, simulated, blocks)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
            store.commit()
            """)
        let expected = stride(from: 0, to: 12_000, by: 2).map { "10.0.\($0 >> 8).\($0 & 255)" }
        #expect(try plain() == expected)
        let lines = try text("format=ndjson").split(separator: "\n")
        #expect(lines.count == 6_000 && Set(lines).count == 6_000)
        let paths = ["haproxy": " ", "nginx": ";"]
        for (format, mark) in paths {
            let text = try text("format=\(format)")
            #expect(expected.allSatisfy { text.contains($0 + mark) || text.contains($0 + "/32") }, "\(format)")
        }
    }

    /// Runs a script in a network namespace of its own, beside a file of the list as the server gives it.
    private func read(_ format: String, _ files: [String: String], _ script: String) throws -> Program.Outcome {
        for ip in ["192.0.2.0/24", "198.51.100.7", "2001:db8::/32"] {
            try server.block(ip, token, more: #","ttl":600"#)
        }
        try server.block("203.0.113.9", token)
        try server.allow("192.0.2.128/25", token)
        let folder = try TemporaryFolder()
        folder.write("list", try text("format=\(format)"))
        for (name, text) in files { folder.write(name, text) }
        let all = "PATH=$PATH:/usr/sbin:/sbin; cd '\(folder.path)' && ip link set lo up && " + script
        return try Program.execute(["unshare", "--net", "/bin/sh", "-c", all])
    }

    @Test func nftReadsIt() throws {
        let outcome = try read("nft", [:], "nft -c -f list && nft -f list && nft list table inet weir")
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output.contains("192.0.2.0/25 timeout 10m") && outcome.output.contains("203.0.113.9"))
    }

    @Test func ipsetReadsIt() throws {
        let outcome = try read(
            "ipset", [:],
            "ipset restore < list && ipset test weir-deny4 192.0.2.1 && ipset test weir-deny6 2001:db8::5 "
                + "&& ! ipset test weir-deny4 192.0.2.200")
        #expect(outcome.status == 0, "\(outcome.errors)")
    }

    @Test func nginxReadsIt() throws {
        let configuration = """
            pid nginx.pid; error_log stderr; events {}
            http { access_log off; server { listen 127.0.0.1:8080; include list; } }
            """
        let outcome = try read("nginx", ["nginx.conf": configuration], "nginx -t -p . -c nginx.conf")
        #expect(outcome.status == 0 && outcome.errors.contains("test is successful"), "\(outcome.errors)")
    }

    @Test func haproxyReadsIt() throws {
        let configuration = """
            defaults
                mode http
                timeout connect 5s
                timeout client 5s
                timeout server 5s
            frontend test
                bind 127.0.0.1:8080
                http-request set-var(txn.act) src,map_ip(list,none)
                http-request return status 403 if { var(txn.act) -m str block }

            """
        let outcome = try read("haproxy", ["haproxy.cfg": configuration], "haproxy -c -f haproxy.cfg")
        #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
    }
}
