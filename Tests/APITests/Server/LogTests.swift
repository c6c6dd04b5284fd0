import Foundation
import TestSupport
import Testing

/// What the log says, and what it does not.
@Suite struct LogTests {
    private let password = "correct-horse-battery"

    @Test func noSecretIsInIt() throws {
        let server = try RunningServer(["--log-level", "trace"])
        let token = try server.register("admin", password: password)
        let enforcer = try server.serviceToken("firewall", role: "enforcer")
        _ = try server.post("/api/auth/login/", #"{"username":"admin","password":"\#(password)"}"#)
        _ = try server.post("/api/auth/login/", #"{"username":"admin","password":"\#(password)x"}"#)
        _ = try server.get("/api/auth/me/", token: token)
        _ = try server.get(RunningServer.blacklist, token: enforcer)
        _ = try server.get("/api/auth/me/?token=\(token)")
        _ = try server.get("/api/auth/me/", token: token + "x")
        #expect(server.log.contains("path=/api/auth/login/"))
        for secret in [password, token, String(token.split(separator: ".")[2]), enforcer] {
            #expect(!server.log.contains(secret))
        }
    }

    @Test func requestIsOneLineWithWhatCounts() throws {
        let server = try RunningServer(["--log-format", "json"])
        let token = try server.register("admin")
        let id = try #require(try server.get("/api/auth/me/", token: token).headers["x-request-id"])
        // A path of the client's is no line of its own.
        _ = try server.get("/api/%0a%7b%22level%22:%22error%22%7d")
        let lines = server.log.split(separator: "\n")
        let objects = lines.compactMap {
            try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
        }
        #expect(objects.count == lines.count && !lines.isEmpty)
        let line = try #require(lines.first { $0.contains(id) })
        for part in ["GET", "/api/auth/me/", "200", "127.0.0.1", "admin"] { #expect(line.contains(part), "\(line)") }
    }

    @Test func levelLeavesOutWhatIsBelow() throws {
        let server = try RunningServer(["--log-level", "warning"])
        _ = try server.get("/api/healthz")
        #expect(server.log.isEmpty)
    }
}
