import TestSupport
import Testing

/// What is no HTTP, or too much of it, is answered as any error is.
@Suite struct RefusalTests {
    let server: RunningServer

    init() throws { server = try RunningServer(["--maximum-header-kibibytes", "2"]) }

    private func get(_ fields: String = "", path: String = "/api/healthz") throws -> RawClient {
        try RawClient(server, "GET \(path) HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\(fields)\r\n")
    }

    @Test func headThatIsTooLargeIs431() throws {
        #expect(try get("X-Large: \(String(repeating: "a", count: 1_500))\r\n").status == 200)
        for (fields, path) in [
            ("X-Large: \(String(repeating: "a", count: 3_000))\r\n", "/api/healthz"),
            ((0..<40).map { "X-\($0): \(String(repeating: "a", count: 60))\r\n" }.joined(), "/api/healthz"),
            ((0..<150).map { "X-\($0): a\r\n" }.joined(), "/api/healthz"),
            ("", "/api/healthz?x=" + String(repeating: "a", count: 3_000)),
            ("X-Large: \(String(repeating: "a", count: 90_000))\r\n", "/api/healthz"),
        ] {
            let client = try get(fields, path: path)
            #expect(client.status == 431, "\(client.text)")
            #expect(client.detail == "the head of the request is larger than 2048 octets, or has more than 100 fields")
            #expect(
                client.text.contains("Content-Type: application/json\r\n") && client.text.contains("X-Request-Id: "))
        }
    }

    @Test func whatIsNoHTTPIs400() throws {
        for text in [
            "garbage\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET /api/healthz HTTP/1.1\r\nX: \u{0}\r\n\r\n",
            "GET /api/healthz HTTP/1.1\r\nX y: z\r\n\r\n", "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\r\n\r\n",
            "POST /api/auth/login/ HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "POST /api/auth/login/ HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n{}",
            "POST /api/auth/login/ HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
            "POST /api/auth/login/ HTTP/1.1\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        ] {
            let client = try RawClient(server, text)
            #expect(client.status == 400, "\(text.debugDescription): \(client.text)")
            #expect(client.detail != nil, "\(text.debugDescription): \(client.text)")
        }
        #expect(try server.get("/api/healthz").status == 200)
        #expect(!server.log.contains("status=500"))
    }

    @Test func pipelinedAnswersStandBeforeTheRefusal() throws {
        let client = try RawClient(server, "GET /api/healthz HTTP/1.1\r\nHost: x\r\n\r\ngarbage\r\n\r\n")
        #expect(client.text.hasPrefix("HTTP/1.1 200 OK\r\n"))
        #expect(client.text.contains("HTTP/1.1 400 Bad Request\r\n") && client.detail != nil)
    }
}
