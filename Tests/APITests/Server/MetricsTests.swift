import Foundation
import TestSupport
import Testing

/// `/metrics` of a running server.
@Suite struct MetricsTests {
    /// Debian's own, or one that the installer of the tests has put beside what was built.
    private static func promtool() throws -> String {
        let folders =
            [Repository.root + "/.build/tools"]
            + (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin").split(separator: ":").map(String.init)
        return try #require(
            folders.map { $0 + "/promtool" }.first(where: FileManager.default.isExecutableFile),
            "promtool is missing: run `scripts/install tests` first")
    }

    @Test func promtoolHasNothingToObjectTo() throws {
        let server = try RunningServer(["--replay", Repository.samples + "/scan-connect.pcap.gz"])
        let token = try server.register("admin")
        try #require(eventually { server.log.contains("replay ended") })
        try server.block("192.0.2.1", token)
        for path in ["/api/nope/", "/api/anomaly/traffic/", "/api/anomaly/blacklist/?format=nft", "/api/auth/me/"] {
            _ = try server.get(path, token: token)
        }
        let answer = try server.get("/metrics")
        #expect(answer.status == 200 && answer.headers["content-type"]?.hasPrefix("text/plain; version=0.0.4") == true)
        let outcome = try Program.execute([try Self.promtool(), "check", "metrics"], input: Array(answer.body.utf8))
        #expect(outcome.status == 0 && (outcome.output + outcome.errors).isEmpty, "\(outcome.output)\(outcome.errors)")
        // Labels have no addresses and no paths as they were sent.
        #expect(!answer.body.contains("192.0.2.1") && !answer.body.contains("nope"))
    }

    @Test func countersMove() throws {
        let server = try RunningServer()
        let token = try server.register("admin")
        let requests = #"weir_http_requests_total{code="200",method="GET",route="/api/healthz"}"#
        #expect(try server.metric(requests) == nil)
        for _ in 0..<3 { _ = try server.get("/api/healthz") }
        #expect(try server.metric(requests) == 3)
        for path in ["/a", "/b", "/c"] { _ = try server.get(path) }
        #expect(try server.metric(#"weir_http_requests_total{code="404",method="GET",route="none"}"#) == 3)
        for method in ["PUT", "PROPFIND", "PURGE"] { _ = try server.send(method, "/api/healthz") }
        #expect(try server.metric(#"weir_http_requests_total{code="405",method="other",route="none"}"#) == 3)
        let active = #"weir_decisions_active{action="block",origin="manual"}"#
        #expect(try server.metric(active) == 0)
        for number in 1...4 { try server.block("192.0.2.\(number)", token) }
        #expect(try server.metric(active) == 4)
        _ = try server.send("DELETE", RunningServer.blacklist + "1/", token: token)
        #expect(try server.metric(active) == 3)
        _ = try server.post("/api/auth/login/", #"{"username":"admin","password":"wrong-password"}"#)
        #expect(try server.metric("weir_login_failures_total") == 1)
    }

    @Test func switchedOffIs404() throws {
        let answer = try RunningServer(["--metrics", "off"]).get("/metrics")
        #expect(answer.status == 404 && answer.detail == "Metrics are switched off")
    }
}
