import Foundation
import TestSupport
import Testing

/// Tokens of sensors and enforcers: `weir_…`.
@Suite struct ServiceTokenTests {
    let server: RunningServer

    init() throws { server = try RunningServer() }

    private let unknown = #"{"detail":"Invalid token: Token is unknown, revoked or expired"}"#

    @Test func theyTellWhatTheyAre() throws {
        for role in ["enforcer", "sensor"] {
            let token = try server.serviceToken("its-\(role)", role: role)
            #expect(token.wholeMatch(of: /weir_[0-9A-Za-z]{49}/) != nil)
            let me = try server.me(token)
            #expect(me.status == 200)
            #expect(Set(me.object.keys) == ["uuid", "username", "role", "created_at"])
            #expect(me["uuid"] is NSNull)
            #expect(me["username"] as? String == "its-\(role)")
            #expect(me["role"] as? String == role)
        }
    }

    @Test func revokedOnesEndAtOnce() throws {
        let token = try server.serviceToken("gateway", role: "enforcer")
        let other = try server.serviceToken("other", role: "enforcer")
        #expect(try server.me(token).status == 200)
        try server.user("token", "revoke", "gateway")
        let answer = try server.get("/api/anomaly/blacklist/?format=plain", token: token)
        #expect(answer.status == 401)
        #expect(answer.body == unknown)
        #expect(answer.headers["www-authenticate"] == "Bearer")
        #expect(try server.me(other).status == 200)
        // A new one of the name is another one.
        let next = try server.serviceToken("gateway", role: "enforcer")
        #expect(try server.me(next).status == 200)
        #expect(try server.me(token).body == unknown)
    }

    @Test func theyEndWithTheirDays() throws {
        let token = try server.user("token", "add", "gateway", "--role", "enforcer", "--days", "1")
            .trimmingCharacters(in: .whitespacesAndNewlines)
        #expect(try server.me(token).status == 200)
        try server.execute("UPDATE service_token SET expires_at = created_at + 1")
        #expect(try server.me(token).body == unknown)
    }

    @Test func changedAndInventedOnesAreRefused() throws {
        let token = try server.serviceToken("gateway", role: "enforcer")
        let invented = "weir_" + String(repeating: "0", count: 49)
        for text in [
            "weir_", token.dropLast() + "_", token + "0", String(token.dropLast()), token.uppercased(), invented,
        ]
        where text.hasPrefix("weir_") {
            #expect(try server.me(text).body == unknown, "\(text)")
        }
        #expect(try server.me("WEIR_" + token.dropFirst(5)).detail == "Invalid token: Token is malformed")
        // What the store keeps of it opens nothing.
        let digest = try Program.execute([
            "python3", "-c", "import hashlib, sys; print(hashlib.sha256(sys.argv[1].encode()).hexdigest())", token,
        ])
        #expect(try server.me("weir_" + digest.output.prefix(49)).body == unknown)
    }

    @Test func theyLogNobodyIn() throws {
        let token = try server.serviceToken("gateway", role: "enforcer")
        #expect(try server.login("gateway", token).status == 401)
        // And are no user: the name is free.
        let first = try server.register("gateway")
        #expect(try server.me(first)["role"] as? String == "admin")
        #expect(try server.me(token)["role"] as? String == "enforcer")
    }
}
