import Foundation
import TestSupport
import Testing

/// What of the blacklist is asked for.
@Suite struct BlacklistFilterTests {
    let server: RunningServer
    let token: String

    init() throws {
        server = try RunningServer()
        token = try server.register("admin")
        for (ip, action) in [
            ("192.0.2.0/24", "block"), ("192.0.2.7", "rate_limit"), ("198.51.100.1", "monitor"),
            ("2001:db8::/32", "block"), ("2001:db8::1", "block"),
        ] {
            try server.block(ip, token, action: action)
        }
        // What a sensor lists.
        _ = try server.python(
            """
            import sqlite3, sys, time
            store = sqlite3.connect(sys.argv[1], timeout=30)
            for number, simulated in ((9, 0), (10, 1)):
                address = bytes(10) + b"\\xff\\xff" + bytes((203, 0, 113, number))
                store.execute(
                    "INSERT INTO blacklist (prefix, length, action, reason, origin, score, sensor, created_at, expires_at,"
                    " simulated, blocks) VALUES (?, 128, 'block', 'port-scan', 'auto', 0.9991, 'node-1', ?, ?, ?, 1)",
                    (address, time.time_ns(), time.time_ns() + 600 * 10**9, simulated))
            store.commit()
            """)
    }

    @Test func eachFilterChooses() throws {
        let all = [
            "192.0.2.0/24", "192.0.2.7", "198.51.100.1", "2001:db8::/32", "2001:db8::1", "203.0.113.9", "203.0.113.10",
        ]
        for (query, expected) in [
            ("", all), ("?action=monitor", ["198.51.100.1"]), ("?action=rate_limit", ["192.0.2.7"]),
            ("?origin=auto", ["203.0.113.9", "203.0.113.10"]), ("?origin=feed", []),
            ("?origin=manual&action=block", ["192.0.2.0/24", "2001:db8::/32", "2001:db8::1"]),
            ("?sensor=node-1", ["203.0.113.9", "203.0.113.10"]), ("?sensor=node-2", []),
            ("?simulated=true", ["203.0.113.10"]), ("?simulated=false", all.dropLast()),
            // An address: what covers it. A block: what lies in it.
            ("?ip=192.0.2.7", ["192.0.2.0/24", "192.0.2.7"]), ("?ip=192.0.2.8", ["192.0.2.0/24"]),
            ("?ip=2001:db8::1", ["2001:db8::/32", "2001:db8::1"]), ("?ip=203.0.113.1", []),
            ("?cidr=192.0.2.0/23", ["192.0.2.0/24", "192.0.2.7"]), ("?cidr=192.0.2.0/25", ["192.0.2.7"]),
            ("?cidr=0.0.0.0/0", all.filter { !$0.contains(":") }), ("?cidr=::/0", all.filter { $0.contains(":") }),
            ("?ip=192.0.2.7&cidr=192.0.2.7/32", ["192.0.2.7"]), ("?ip=192.0.2.7&action=block", ["192.0.2.0/24"]),
        ] as [(String, [String])] {
            let answer = try server.get(RunningServer.blacklist + query, token: token)
            #expect(answer.results.compactMap { $0["ip"] as? String } == expected, "\(query)")
            #expect(answer["count"] as? Int == expected.count, "\(query)")
        }
        let entry = try server.get(RunningServer.blacklist + "?ip=203.0.113.9", token: token).results.first
        #expect(entry?["score"] as? Double == 0.9991 && entry?["sensor"] as? String == "node-1")
    }

    @Test func wrongValuesAreRefusedAndNamed() throws {
        for (query, detail) in [
            ("action=ban", "action: expected block, rate_limit, monitor, not \"ban\""),
            ("origin=me", "origin: expected"),
            ("ip=192.0.2.0/24", "ip: expected an address"), ("ip=", "ip: expected"),
            ("cidr=x", "cidr: expected a block"),
            ("simulated=1", "simulated: expected true or false, not \"1\""), ("sensor=", "sensor: expected"),
            ("limit=0", "limit: expected a whole number from 1 to 1000"), ("limit=1001", "limit: expected"),
            ("limit=+5", "limit: expected"), ("limit=x", "limit: expected"),
            ("ip=%ff", "the query is not percent-encoded"),
            ("ip=192.0.2.1&ip=192.0.2.1", "ip: expected once, not twice"), ("foo=1", "unknown parameter: foo"),
            ("format=xml", "format: expected json, ndjson, plain, nft, ipset, nginx, haproxy"),
            ("format=nft&ip=192.0.2.1", "ip: expected only with format=json"),
            ("format=plain&simulated=true", "simulated: expected only with format=json or ndjson"),
            ("format=ndjson&limit=5", "limit: expected only with format=json"),
        ] {
            let answer = try server.get(RunningServer.blacklist + "?" + query, token: token)
            #expect(answer.status == 400 && answer.detail?.hasPrefix(detail) == true, "\(query): \(answer.body)")
        }
    }

    @Test func simulatedEntriesReachNoEnforcer() throws {
        for format in ["plain", "nft", "ipset", "nginx", "haproxy"] {
            let text = try server.get(RunningServer.blacklist + "?format=\(format)", token: token).body
            #expect(text.contains("203.0.113.9"), "\(format)")
            #expect(!text.contains("203.0.113.10"), "\(format)")
        }
        let lines = try server.get(RunningServer.blacklist + "?format=ndjson", token: token).body.split(separator: "\n")
        #expect(lines.count == 7)
        #expect(
            try server.get(RunningServer.blacklist + "?format=ndjson&simulated=true", token: token).body
                .split(separator: "\n").count == 1)
    }
}
