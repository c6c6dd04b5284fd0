import Foundation
import TestSupport
import Testing

/// The allowlist, which wins over the blacklist.
@Suite struct AllowlistTests {
    let server: RunningServer
    let token: String

    init() throws {
        server = try RunningServer()
        token = try server.register("admin")
    }

    @Test func entryIsMadeReadChangedAndRemoved() throws {
        let made = try server.allow("10.1.2.3/8", token, more: #","ttl":600"#)
        #expect(made.status == 201 && made["ip"] as? String == "10.0.0.0/8" && made["who"] as? String == "user admin")
        #expect(Set(made.object.keys) == ["id", "ip", "reason", "who", "created_at", "expires_at"])
        #expect(made.seconds.map { abs($0 - 600) < 1 } == true)
        let path = RunningServer.allowlist + "\(try #require(made.id))/"
        #expect(try server.get(path, token: token).body == made.body)
        let changed = try server.send("PATCH", path, token: token, json: #"{"reason":"b","expires_at":null}"#)
        #expect(changed.status == 200 && changed["reason"] as? String == "b" && changed["expires_at"] is NSNull)
        #expect(try server.allow("10.0.0.0/8", token).status == 200)
        #expect(try server.get(RunningServer.allowlist, token: token)["count"] as? Int == 1)
        #expect(try server.send("DELETE", path, token: token).status == 204)
        for method in ["GET", "DELETE"] {
            let answer = try server.send(method, path, token: token)
            #expect(answer.status == 404 && answer.detail == "Allowlist entry not found")
        }
        #expect(try server.send("PATCH", path, token: token, json: #"{"reason":"x"}"#).status == 404)
    }

    @Test func whatItCoversCannotBeListed() throws {
        for ip in ["10.0.0.0/8", "2001:db8:a::/48"] { try server.allow(ip, token) }
        for (ip, by) in [
            ("10.1.2.3", "10.0.0.0/8"), ("10.0.0.0/8", "10.0.0.0/8"), ("10.9.0.0/16", "10.0.0.0/8"),
            ("::ffff:10.1.2.3", "10.0.0.0/8"), ("2001:db8:a::1", "2001:db8:a::/48"),
        ] {
            let refused = try server.block(ip, token)
            #expect(refused.status == 409, "\(ip)")
            #expect(refused.detail == "The allowlist covers this address: \(by), ours", "\(ip)")
        }
        // What is only partly covered can be.
        #expect(try server.block("10.0.0.0/7", token).status == 201)
        #expect(try server.block("::/0", token).status == 201)
        #expect(try server.block("11.0.0.1", token).status == 201)
    }

    @Test func whatItCoversIsTakenOff() throws {
        for ip in ["10.0.0.1", "10.0.0.0/24", "10.0.0.0/7", "192.0.2.1"] { try server.block(ip, token) }
        #expect(try server.allow("10.0.0.0/8", token).status == 201)
        #expect(try server.addresses(RunningServer.blacklist, token) == ["10.0.0.0/7", "192.0.2.1"])
        let answer = try server.get(RunningServer.blacklist + "?since=0", token: token)
        let changes = try #require(answer["changes"] as? [[String: Any]])
        let removed = changes.filter { $0["change"] as? String == "remove" }
        #expect(Set(removed.compactMap { $0["ip"] as? String }) == ["10.0.0.1", "10.0.0.0/24"])
        #expect(removed.allSatisfy { $0["who"] as? String == "user admin" && $0["entry"] is NSNull })
    }

    @Test func filtersChoose() throws {
        for ip in ["10.0.0.0/8", "10.1.0.0/16", "2001:db8::/32"] { try server.allow(ip, token) }
        for (query, expected) in [
            ("?ip=10.1.2.3", ["10.0.0.0/8", "10.1.0.0/16"]), ("?ip=10.2.0.1", ["10.0.0.0/8"]),
            ("?cidr=10.1.0.0/16", ["10.1.0.0/16"]), ("?cidr=::/0", ["2001:db8::/32"]), ("?ip=192.0.2.1", []),
        ] as [(String, [String])] {
            #expect(try server.addresses(RunningServer.allowlist + query, token) == expected, "\(query)")
        }
        for query in ["format=nft&ip=10.0.0.1", "format=ndjson&limit=1", "action=block", "since=0"] {
            #expect(try server.get(RunningServer.allowlist + "?" + query, token: token).status == 400, "\(query)")
        }
    }

    @Test func formsHaveWhatIsInForce() throws {
        for ip in ["10.0.0.0/8", "192.0.2.1", "2001:db8::/32"] { try server.allow(ip, token) }
        let plain = try server.get(RunningServer.allowlist + "?format=plain", token: token)
        #expect(plain.headers["content-type"]?.hasPrefix("text/plain") == true)
        #expect(
            plain.body.split(separator: "\n").filter { !$0.hasPrefix("#") }
                == ["10.0.0.0/8", "192.0.2.1", "2001:db8::/32"])
        let lines = try server.get(RunningServer.allowlist + "?format=ndjson", token: token)
        #expect(lines.body.split(separator: "\n").count == 3)
        for format in ["nft", "ipset", "nginx", "haproxy"] {
            let answer = try server.get(RunningServer.allowlist + "?format=\(format)", token: token)
            #expect(answer.status == 200 && answer.body.contains("10.0.0.0/8"), "\(format)")
            #expect(answer.headers["etag"]?.hasPrefix("W/\"") == true)
        }
        let tag = try #require(plain.headers["etag"])
        let path = RunningServer.allowlist + "?format=plain"
        #expect(try server.get(path, token: token, headers: ["If-None-Match: \(tag)"]).status == 304)
        try server.allow("192.0.2.2", token)
        #expect(try server.get(path, token: token, headers: ["If-None-Match: \(tag)"]).status == 200)
    }

    @Test func enforcerReadsBothListsAndWritesNeither() throws {
        let enforcer = try server.serviceToken("firewall", role: "enforcer")
        let sensor = try server.serviceToken("node-1", role: "sensor")
        let id = try #require(try server.block("192.0.2.1", token).id)
        for path in [RunningServer.blacklist, RunningServer.allowlist, RunningServer.blacklist + "\(id)/"] {
            #expect(try server.get(path, token: enforcer).status == 200)
            #expect(try server.get(path, token: sensor).status == 403)
            #expect(try server.get(path).status == 401)
        }
        #expect(try server.block("192.0.2.2", enforcer).status == 403)
        #expect(try server.allow("192.0.2.2", enforcer).status == 403)
        #expect(try server.send("DELETE", RunningServer.blacklist + "\(id)/", token: enforcer).status == 403)
        #expect(
            try server.get("/api/anomaly/traffic/", token: enforcer).detail == "This needs the role admin or analyst")
    }
}
