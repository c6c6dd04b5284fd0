import Foundation
import TestSupport
import Testing

/// The end of the server, asked for while it works.
@Suite struct ShutdownTests {
    @Test func answerThatIsOnItsWayIsFinished() throws {
        let server = try RunningServer()
        let token = try server.register("admin")
        let count = 60_000
        _ = try server.python(
            """
            import sqlite3, sys
            store = sqlite3.connect(sys.argv[1], timeout=60)
            store.executemany("INSERT INTO traffic_sample (sample, sensor, time, window_seconds, packets, octets, new_flows,"
                " tcp_packets, udp_packets, icmp_packets) VALUES ('summary', 'node-1', ?, 1, 1, 60, 1, 1, 0, 0)",
                ((n * 10**9,) for n in range(int(sys.argv[2]))))
            store.commit()
            """, "\(count)")
        let folder = try TemporaryFolder()
        folder.write("lines", "")
        let client = Process()
        client.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        client.arguments = [
            "curl", "-sS", "--limit-rate", "20M", "-H", "Authorization: Bearer \(token)",
            server.url + "/api/anomaly/traffic/?format=ndjson",
        ]
        client.standardOutput = try FileHandle(forWritingTo: folder.url("lines"))
        try client.run()
        try #require(eventually { ((try? folder.text("lines").utf8.count) ?? 0) > 0 })
        #expect(server.stop() == 0)
        client.waitUntilExit()
        #expect(client.terminationStatus == 0)
        #expect(try folder.text("lines").split(separator: "\n").count == count)
    }

    @Test func requestThatDoesNotEndHoldsNothingUp() throws {
        let server = try RunningServer(["--request-timeout-seconds", "2"])
        let client = Process()
        client.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        client.arguments = [
            "python3", "-c",
            """
            import socket, sys
            host, port = sys.argv[1].rsplit(":", 1)
            idle = socket.create_connection((host, int(port)))
            client = socket.create_connection((host, int(port)))
            client.sendall(b"POST /api/auth/login/ HTTP/1.1\\r\\nHost: x\\r\\nContent-Type: application/json\\r\\n"
                b"Content-Length: 100\\r\\n\\r\\n{")
            client.recv(1)
            """, String(server.url.dropFirst("http://".count)),
        ]
        try client.run()
        let sockets = try server.openSockets()
        #expect(try eventually { try server.openSockets() >= sockets })
        usleep(200_000)
        let start = ContinuousClock.now
        #expect(server.stop() == 0)
        #expect(ContinuousClock.now - start < .seconds(15))
        client.waitUntilExit()
    }

    @Test(arguments: [SIGTERM, SIGINT])
    func eitherSignalEndsItWell(_ signal: Int32) throws {
        let server = try RunningServer()
        let token = try server.register("admin")
        try server.block("192.0.2.1", token)
        kill(server.pid, signal)
        #expect(server.stop() == 0)
        #expect(!server.log.contains(" error ") && !server.log.contains(" critical "))
        let restarted = try RunningServer(folder: server.folder)
        #expect(try restarted.addresses(RunningServer.blacklist, token) == ["192.0.2.1"])
    }

    @Test func portThatIsTakenIsSaid() throws {
        let server = try RunningServer()
        let folder = try TemporaryFolder()
        let address = String(server.url.dropFirst("http://".count))
        let outcome = try Program.run("serve", "--data", folder.path + "/data", "--listen", address)
        #expect(outcome.status == 1 && outcome.output.isEmpty)
        #expect(outcome.errors.contains("cannot listen on \(address)") && outcome.errors.contains("--listen"))
    }
}
