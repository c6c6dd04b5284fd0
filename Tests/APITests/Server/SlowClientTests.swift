import TestSupport
import Testing

/// Clients that hold a connection and do not move.
@Suite struct SlowClientTests {
    private static let upload = "POST /api/auth/login/ HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"

    @Test func requestThatNeverEndsIsClosed() throws {
        let server = try RunningServer(["--request-timeout-seconds", "1", "--idle-timeout-seconds", "2"])
        for parts in [
            ["GET /api/healthz HTTP/1.1\r\nHost: x\r\n"], [Self.upload + "Content-Length: 100\r\n\r\n{"],
            [Self.upload + "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n"], ["G"], [""],
        ] {
            let client = try RawClient(server, parts[0])
            // What the server says, if anything, is no success.
            #expect(client.status.map { $0 >= 400 } ?? true, "\(client.text)")
        }
        #expect(!server.log.contains("status=500") && !server.log.contains("a request failed"))
        #expect(try server.get("/api/healthz").status == 200)
    }

    @Test func dripDoesNotKeepARequestAlive() throws {
        let server = try RunningServer(["--request-timeout-seconds", "2", "--idle-timeout-seconds", "2"])
        // Each part would begin a time-out anew, were it one between parts.
        let drips = Array(repeating: "a", count: 15)
        let client = try RawClient(
            server, Self.upload + "Content-Length: 1000\r\n\r\n", drips[0], drips[1], drips[2], drips[3], drips[4],
            drips[5], drips[6], drips[7])
        #expect(client.status.map { $0 >= 400 } ?? true, "\(client.text)")
        #expect(client.seconds < 8)
    }

    @Test func idleConnectionIsClosedAfterItsAnswer() throws {
        let server = try RunningServer(["--idle-timeout-seconds", "1"])
        let client = try RawClient(server, "GET /api/healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(client.status == 200 && client.text.hasSuffix(#"{"status":"ok"}"#))
    }

    @Test func uploadThatIsBrokenOffIsNoFaultOfOurs() throws {
        let server = try RunningServer()
        let outcome = try Program.execute([
            "python3", "-c",
            """
            import socket, sys
            host, port = sys.argv[1].rsplit(":", 1)
            client = socket.create_connection((host, int(port)))
            client.sendall(sys.argv[2].encode() + b"Content-Length: 100\\r\\n\\r\\n{")
            client.close()
            """, String(server.url.dropFirst("http://".count)), Self.upload,
        ])
        try #require(outcome.status == 0, "\(outcome.errors)")
        #expect(eventually { server.log.contains("path=/api/auth/login/") })
        #expect(!server.log.contains("status=500") && !server.log.contains("a request failed"))
    }
}
