import Foundation
import TestSupport
import Testing

/// How streams end, and who gets a place.
@Suite struct StreamEndTests {
    private static let path = RunningServer.blacklist + "stream/"

    @Test func revokedTokenEndsTheStreamAtTheNextSignOfLife() throws {
        let server = try RunningServer()
        let admin = try server.register("admin")
        let enforcer = try server.serviceToken("firewall", role: "enforcer")
        let revoked = try EventStream(server, enforcer)
        let kept = try EventStream(server, admin)
        let outcome = try Program.run("user", "token", "revoke", "firewall", "--data", server.folder.path + "/data")
        try #require(outcome.status == 0, "\(outcome.errors)")
        #expect(revoked.end(within: 20) == 0)
        #expect(eventually { kept.text.contains(": keep-alive\n\n") })
        #expect(kept.end(within: 0) == nil)
        #expect(try server.get(Self.path, token: enforcer).status == 401)
    }

    @Test func shutdownEndsStreamsWell() throws {
        let server = try RunningServer()
        let token = try server.register("admin")
        let streams = try (0..<3).map { _ in try EventStream(server, token) }
        #expect(server.stop() == 0)
        // The end of the answer is written: curl would say so otherwise.
        for stream in streams { #expect(stream.end(within: 10) == 0, "\(stream.errors)") }
    }

    @Test func placesAreBoundedAndGivenBack() throws {
        let server = try RunningServer(["--maximum-subscribers", "2"])
        let token = try server.register("admin")
        // HEAD takes none.
        for _ in 0..<5 { #expect(try server.send("HEAD", Self.path, token: token).status == 200) }
        #expect(try server.metric("weir_stream_subscribers") == 0)
        let first = try EventStream(server, token)
        let second = try EventStream(server, token)
        let refused = try server.get(Self.path, token: token)
        #expect(refused.status == 503 && refused.headers["retry-after"] == "30")
        #expect(refused.detail == "There are too many streams; try again later")
        first.breakOff()
        // At once, not when something is next written to it.
        #expect(try eventually { try server.metric("weir_stream_subscribers") == 1 })
        let third = try EventStream(server, token)
        try server.block("192.0.2.1", token)
        for stream in [second, third] { #expect(eventually { stream.events.count == 1 }) }
    }

    @Test func clientThatDoesNotReadIsClosed() throws {
        let server = try RunningServer(["--request-timeout-seconds", "1"])
        let token = try server.register("admin")
        _ = try server.python(
            """
            import sqlite3, sys, time
            store = sqlite3.connect(sys.argv[1], timeout=30)
            store.executemany("INSERT INTO audit (time, who, why, change, prefix, length) VALUES (?, 'x', ?,"
                " 'blacklist.remove', ?, 128)",
                ((time.time_ns(), "y" * 1000, bytes(10) + b"\\xff\\xff" + bytes((10, n >> 16, n >> 8 & 255, n & 255)))
                for n in range(40000)))
            store.commit()
            """)
        let sockets = try server.openSockets()
        let client = try SilentClient(server, RunningServer.blacklist + "stream/?since=0", token)
        #expect(try eventually { try server.metric("weir_stream_subscribers") == 1 })
        #expect(try eventually { try server.metric("weir_stream_subscribers") == 0 })
        #expect(try eventually { try server.openSockets() <= sockets })
        #expect(client.isRunning)
        #expect(try server.get("/api/healthz").status == 200)
    }
}
