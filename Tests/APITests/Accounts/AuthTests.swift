import Foundation
import TestSupport
import Testing

/// `POST /api/auth/login/`, `GET /api/auth/me/`, and what stands in their place without a token.
@Suite struct AuthTests {
    let server: RunningServer
    let token: String

    init() throws {
        server = try RunningServer()
        token = try server.register("user123")
    }

    @Test func loginAnswersWhatRegistrationDid() throws {
        let answer = try server.login("user123")
        #expect(answer.status == 200)
        #expect(Set(answer.object.keys) == ["token", "user"])
        let me = try server.me(try #require(answer["token"] as? String))
        #expect(me.status == 200)
        #expect(Set(me.object.keys) == ["uuid", "username", "role", "created_at"])
        #expect(
            (answer["user"] as? [String: String]) == [
                "uuid": try #require(me["uuid"] as? String), "username": "user123",
            ])
        let created = try #require(me["created_at"] as? String)
        #expect(created.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/) != nil)
        #expect(me.headers["cache-control"] == "no-store")
        #expect(answer.headers["cache-control"] == "no-store")
        #expect(answer.headers["content-type"]?.hasPrefix("application/json") == true)
    }

    @Test func wrongPasswordAndUnknownNameAreToldAlike() throws {
        let wrong = try server.login("user123", "password124")
        let unknown = try server.login("nobody", "password123")
        for answer in [wrong, unknown] {
            #expect(answer.status == 401)
            #expect(answer.body == #"{"detail":"Invalid username or password"}"#)
            #expect(answer.headers["www-authenticate"] == "Bearer")
        }
        #expect(Set(wrong.headers.keys) == Set(unknown.headers.keys))
        // Neither do lengths and forms that no account has tell more.
        for name in [String(repeating: "a", count: 1_000), "\u{200B}"] {
            #expect(try server.login(name, "p").body == wrong.body)
        }
    }

    /// Every call that is not open.
    private static let closed = [
        "GET /api/auth/me/", "POST /api/auth/password/", "POST /api/auth/k8s/account/bind/",
        "GET /api/auth/k8s/account/", "DELETE /api/auth/k8s/account/1/", "POST /api/runtime/clusters/register/",
        "GET /api/runtime/clusters/", "GET /api/runtime/clusters/1/", "DELETE /api/runtime/clusters/1/",
        "GET /api/runtime/nodes/", "GET /api/runtime/pods/", "GET /api/runtime/resources/", "POST /api/state/command/",
        "GET /api/state/history/", "GET /api/state/history/1/", "GET /api/anomaly/blacklist/",
        "POST /api/anomaly/blacklist/", "GET /api/anomaly/blacklist/1/", "PATCH /api/anomaly/blacklist/1/",
        "DELETE /api/anomaly/blacklist/1/", "GET /api/anomaly/blacklist/stream/", "GET /api/anomaly/allowlist/",
        "POST /api/anomaly/allowlist/", "GET /api/anomaly/allowlist/1/", "PATCH /api/anomaly/allowlist/1/",
        "DELETE /api/anomaly/allowlist/1/", "GET /api/anomaly/traffic/", "GET /api/anomaly/traffic/1/",
        "GET /api/anomaly/traffic/1/pcap/",
    ]

    @Test func withoutATokenEveryCallIs401() throws {
        for call in Self.closed {
            let parts = call.split(separator: " ").map(String.init)
            // Before anything is said of what was sent.
            let answer = try server.send(parts[0], parts[1] + "?unknown=1", json: parts[0] == "GET" ? nil : "{")
            #expect(answer.status == 401, "\(call)")
            #expect(answer.body == #"{"detail":"Authentication credentials were not provided"}"#, "\(call)")
            #expect(answer.headers["www-authenticate"] == "Bearer", "\(call)")
        }
    }

    @Test func onlyTheSchemeBearerIsTaken() throws {
        let refused = [
            "Basic dXNlcjEyMzpwYXNzd29yZDEyMw==", "Token \(token)", token, "Bearer", "Bearer ", "JWT \(token)",
            "Bearer\t\(token)", "Digest username=\"user123\"",
        ]
        for header in refused {
            let answer = try server.get("/api/auth/me/", headers: ["Authorization: \(header)"])
            #expect(answer.status == 401, "\(header)")
            #expect(answer.detail == "Authorization: expected Bearer and a token")
            #expect(answer.headers["www-authenticate"] == "Bearer")
        }
        // Its case is free (RFC 9110 §11.1).
        for scheme in ["bearer", "BEARER", "Bearer "] {
            #expect(try server.get("/api/auth/me/", headers: ["Authorization: \(scheme) \(token)"]).status == 200)
        }
        let twice = ["Authorization: Bearer \(token)", "Authorization: Bearer \(token)"]
        #expect(try server.get("/api/auth/me/", headers: twice).status == 401)
        #expect(try server.get("/api/auth/me/?token=\(token)").status == 401)
    }
}
