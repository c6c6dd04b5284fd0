import Foundation
import TestSupport
import Testing

/// `/api/healthz` and `/api/readyz`, on a disk that is full or cannot be written.
@Suite struct HealthTests {
    @Test func bothAnswerWithoutAToken() throws {
        let server = try RunningServer()
        let health = try server.get("/api/healthz")
        #expect(health.status == 200 && health.body == #"{"status":"ok"}"#)
        let ready = try server.get("/api/readyz")
        #expect(ready.status == 200 && ready.body == #"{"status":"ready"}"#)
    }

    /// A server whose data lies on a small file system of its own.
    private func onSmallDisk() throws -> (RunningServer, String) {
        try #require(geteuid() == 0, "this test mounts a file system: run the tests as root")
        let folder = try TemporaryFolder()
        let data = folder.path + "/data"
        try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: false)
        let mount = #"mount -t tmpfs -o size=4m,mode=700 none "$0" && exec "$@""#
        let server = try RunningServer(
            folder: folder, launcher: ["unshare", "--mount", "/bin/sh", "-c", mount, data])
        return (server, "/proc/\(server.pid)/root" + data)
    }

    @Test func fullDiskIsNotReadyAndComesBack() throws {
        let (server, data) = try onSmallDisk()
        let token = try server.register("admin")
        try server.block("192.0.2.1", token)
        #expect(try server.get("/api/readyz").status == 200)
        let filled = try Program.execute(["dd", "if=/dev/zero", "of=\(data)/ballast", "bs=4k"])
        try #require(filled.errors.contains("No space left"))
        var refused: Answer?
        // What the log of writes has room for still goes.
        for number in 2...200 {
            let answer = try server.block("192.0.2.\(number)", token, more: #","expires_at":null"#)
            if answer.status != 201 {
                refused = answer
                break
            }
        }
        #expect(refused?.status == 503 && refused?.detail == "The store's disk is full", "\(refused?.body ?? "")")
        #expect(refused?.headers["retry-after"] != nil)
        // That it was ready is remembered for a second.
        #expect(try eventually { try server.get("/api/readyz").status == 503 })
        #expect(try server.get("/api/readyz").detail == "The store cannot be read and written")
        #expect(try server.get("/api/healthz").status == 200)
        // Firewalls go on reading.
        #expect(try server.get(RunningServer.blacklist + "?format=plain", token: token).body.contains("192.0.2.1\n"))
        try FileManager.default.removeItem(atPath: data + "/ballast")
        #expect(try eventually { try server.get("/api/readyz").status == 200 })
        #expect(try server.block("203.0.113.1", token).status == 201)
        #expect(server.stop() == 0)
    }

    @Test func storeThatAnotherProcessHoldsIsNotReady() throws {
        let server = try RunningServer()
        let token = try server.register("admin")
        try server.block("192.0.2.1", token)
        let holder = Process()
        holder.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        holder.arguments = [
            "python3", "-c",
            """
            import sqlite3, sys, time
            store = sqlite3.connect(sys.argv[1], isolation_level=None)
            store.execute("BEGIN IMMEDIATE")
            open(sys.argv[2], "w").close()
            time.sleep(60)
            """, server.folder.path + "/data/weir.sqlite", server.folder.path + "/held",
        ]
        try holder.run()
        defer {
            kill(holder.processIdentifier, SIGKILL)
            holder.waitUntilExit()
        }
        try #require(eventually { FileManager.default.fileExists(atPath: server.folder.path + "/held") })
        #expect(try server.get("/api/readyz").status == 503)
        let refused = try server.block("192.0.2.2", token)
        #expect(refused.status == 503 && refused.detail == "The store is busy; try again")
        #expect(refused.headers["retry-after"] == "1")
        #expect(try server.addresses(RunningServer.blacklist, token) == ["192.0.2.1"])
        kill(holder.processIdentifier, SIGKILL)
        #expect(try eventually { try server.get("/api/readyz").status == 200 })
        #expect(try server.block("192.0.2.2", token).status == 201)
    }
}
