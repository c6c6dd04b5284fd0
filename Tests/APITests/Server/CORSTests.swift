import TestSupport
import Testing

/// Calls from pages of other origins.
@Suite struct CORSTests {
    private let origin = "https://console.example"

    private func preflight(_ server: RunningServer, _ origin: String) throws -> Answer {
        try server.send(
            "OPTIONS", "/api/anomaly/blacklist/",
            headers: ["Origin: \(origin)", "Access-Control-Request-Method: POST"])
    }

    @Test func offUnlessConfigured() throws {
        let server = try RunningServer()
        let answer = try server.get("/api/healthz", headers: ["Origin: \(origin)"])
        #expect(answer.status == 200)
        #expect(!answer.headers.keys.contains { $0.hasPrefix("access-control-") })
        let asked = try preflight(server, origin)
        #expect(asked.status == 405 && asked.headers["access-control-allow-origin"] == nil)
    }

    @Test func configuredOriginMayCallAndNoOther() throws {
        let server = try RunningServer(["--cors-origin", origin, "--cors-origin", "http://localhost:3000"])
        for allowed in [origin, "http://localhost:3000"] {
            let asked = try preflight(server, allowed)
            #expect(asked.status == 204 && asked.body.isEmpty)
            #expect(asked.headers["access-control-allow-origin"] == allowed)
            #expect(asked.headers["access-control-allow-methods"]?.contains("PATCH") == true)
            #expect(asked.headers["access-control-allow-headers"]?.contains("Authorization") == true)
            let answer = try server.get("/api/auth/me/", headers: ["Origin: \(allowed)"])
            // A page may read errors, too.
            #expect(answer.status == 401 && answer.headers["access-control-allow-origin"] == allowed)
            #expect(answer.headers["vary"] == "Origin")
            // Tokens are sent by the page itself, never by the browser.
            #expect(answer.headers["access-control-allow-credentials"] == nil)
        }
        for other in ["https://evil.example", "https://console.example.evil.example", "null", "http://console.example"]
        {
            #expect(try preflight(server, other).headers["access-control-allow-origin"] == nil)
            let answer = try server.get("/api/healthz", headers: ["Origin: \(other)"])
            #expect(answer.status == 200 && answer.headers["access-control-allow-origin"] == nil)
            #expect(answer.headers["vary"] == "Origin")
        }
        #expect(try server.get("/api/healthz").headers["access-control-allow-origin"] == nil)
    }

    @Test func starIsEveryOrigin() throws {
        let server = try RunningServer(["--cors-origin", "*"])
        for origin in ["https://one.example", "null"] {
            #expect(try preflight(server, origin).status == 204)
            let answer = try server.get("/api/healthz", headers: ["Origin: \(origin)"])
            #expect(answer.headers["access-control-allow-origin"] == "*")
        }
    }
}
