import Foundation
import TestSupport
import Testing

/// What a power cut in the middle of many writes leaves.
@Suite struct PowerCutTests {
    /// Posts 1,000 addresses over 16 connections, prints those that were acknowledged, and kills the server after
    /// `argv[4]` of them.
    private static let script = """
        import http.client, json, os, queue, signal, sys, threading
        host, token, process, deadly = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
        work, lock, done = queue.SimpleQueue(), threading.Lock(), []
        for number in range(1000):
            work.put(f"10.9.{number >> 8}.{number & 255}")

        def client():
            connection = http.client.HTTPConnection(host, timeout=30)
            try:
                while True:
                    ip = work.get_nowait()
                    connection.request("POST", "/api/anomaly/blacklist/",
                        json.dumps({"ip": ip, "action": "block", "reason": "x"}),
                        {"Authorization": "Bearer " + token, "Content-Type": "application/json"})
                    answer = connection.getresponse()
                    body = json.loads(answer.read())
                    if answer.status != 201: sys.exit(f"{answer.status} {body}")
                    with lock:
                        done.append(f"{body['id']} {ip}")
                        if len(done) == deadly: os.kill(process, signal.SIGKILL)
            except (OSError, http.client.HTTPException, ValueError, queue.Empty):
                pass

        clients = [threading.Thread(target=client) for _ in range(16)]
        for thread in clients: thread.start()
        for thread in clients: thread.join()
        print("\\n".join(done))
        """

    @Test(arguments: [40, 500, 900])
    func everyAcknowledgedEntryIsThere(_ deadly: Int) throws {
        let server = try RunningServer()
        let token = try server.register("admin")
        let outcome = try Program.execute([
            "python3", "-c", Self.script, String(server.url.dropFirst("http://".count)), token, "\(server.pid)",
            "\(deadly)",
        ])
        let acknowledged = Set(outcome.lines)
        #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
        #expect(acknowledged.count >= deadly && acknowledged.count < 1_000)
        server.cutPower()
        let check = try server.python(
            """
            import sqlite3, sys
            print(*(row[0] for row in sqlite3.connect(sys.argv[1]).execute("PRAGMA integrity_check")))
            """)
        #expect(check == "ok\n")
        let restarted = try RunningServer(folder: server.folder)
        #expect(try restarted.get("/api/readyz").status == 200)
        let answer = try restarted.get(RunningServer.blacklist + "?format=ndjson", token: token)
        let kept = try answer.body.split(separator: "\n").map {
            let entry = try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
            return "\(try #require(entry?["id"] as? Int)) \(try #require(entry?["ip"] as? String))"
        }
        #expect(acknowledged.subtracting(kept).isEmpty)
        #expect(Set(kept).count == kept.count)
        // The trail tells each, and no more than what is there.
        let changes = try restarted.get(RunningServer.blacklist + "?since=0", token: token)["changes"]
        #expect((changes as? [[String: Any]])?.count == kept.count)
        #expect(try restarted.block("192.0.2.1", token).status == 201)
    }

    @Test func tokensAndAccountsOutliveIt() throws {
        let server = try RunningServer()
        let token = try server.register("admin")
        let enforcer = try server.serviceToken("firewall", role: "enforcer")
        server.cutPower()
        let restarted = try RunningServer(folder: server.folder)
        #expect(try restarted.get("/api/auth/me/", token: token)["username"] as? String == "admin")
        #expect(try restarted.get("/api/auth/me/", token: enforcer).status == 200)
    }
}
