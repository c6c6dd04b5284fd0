import Foundation
import TestSupport
import Testing

/// The client's document, request by request, in order, by curl, against `localhost:8000`; then its errors.
@Suite struct ClientDocumentTests {
    private static let base = "http://localhost:8000"

    private func curl(_ network: ClientNetwork, _ arguments: [String]) throws -> Answer {
        try Answer.curl(arguments, launcher: network.launcher)
    }

    @Test func everyRequestGivesTheDocumentedShape() throws {
        let network = try ClientNetwork()
        let server = try network.server()
        let requests = try DocumentedRequest.all()
        try #require(requests.count == 14)
        var token = ""
        var answers: [String: Answer] = [:]
        for request in requests {
            let answer = try curl(network, request.arguments(base: Self.base, token: token))
            #expect((200...201).contains(answer.status), "\(request.testDescription): \(answer.status) \(answer.body)")
            token = answer["token"] as? String ?? token
            answers[request.testDescription] = answer
        }
        try expectSession(answers["POST /api/auth/register/"])
        try expectSession(answers["POST /api/auth/login/"])
        try expectFields(answers["GET /api/auth/me/"], ["uuid", "username", "role", "created_at"])
        try expectFields(
            answers["POST /api/runtime/clusters/register/"],
            ["id", "name", "api_server", "port", "description", "ca_cert", "insecure_skip_tls_verify", "created_at"])
        try expectFields(answers["POST /api/auth/k8s/account/bind/"], ["id", "cluster_id", "namespace", "account"])
        for list in [
            "GET /api/runtime/clusters/", "GET /api/runtime/nodes/?cluster_id=1",
            "GET /api/runtime/pods/?cluster_id=1&namespace=default", "GET /api/state/history/",
            "GET /api/anomaly/blacklist/",
        ] {
            try expectFields(answers[list], ["count", "next", "previous", "results"])
            #expect(answers[list]?.results.isEmpty == (list == "GET /api/anomaly/blacklist/"), "\(list)")
        }
        try expectFields(answers["GET /api/runtime/resources/?cluster_id=1"], ["metrics_available", "nodes", "total"])
        try expectCommand(answers["POST /api/state/command/"])
        let entry = try #require(answers["POST /api/anomaly/blacklist/"])
        #expect(entry["ip"] as? String == "192.168.1.100")
        #expect(entry["action"] as? String == "block")
        #expect(entry["reason"] as? String == "Suspicious activity detected")
        try expectFields(
            answers["GET /api/anomaly/traffic/?start=2026-01-01&end=2026-01-08"],
            ["count", "next", "previous", "results"])
        #expect(server.stop() == 0)
    }

    @Test func everyErrorIsAsDocumented() throws {
        let server = try RunningServer()
        let token = try server.register("user123")
        let missing = try server.post("/api/auth/login/", "{}")
        #expect((missing.status, missing.detail) == (400, "username and password are required"))
        let forge = try TokenForge(server, token)
        let expired = try server.get("/api/auth/me/", token: forge.token(["iat": 1_000_000_000, "exp": 1_000_003_600]))
        #expect((expired.status, expired.detail) == (401, "Invalid token: Token expired"))
        let unknown = try server.get("/api/runtime/nodes/?cluster_id=9", token: token)
        #expect((unknown.status, unknown.detail) == (404, "Cluster not found"))
        // A table that is gone is a fault of the server's own.
        let script = "import sqlite3,sys; c=sqlite3.connect(sys.argv[1]); c.execute('DROP TABLE cluster'); c.commit()"
        let drop = try Program.execute(["python3", "-c", script, server.folder.path + "/data/weir.sqlite"])
        try #require(drop.status == 0, "\(drop.errors)")
        let failed = try server.get("/api/runtime/clusters/", token: token)
        #expect(failed.status == 500)
        let id = try #require(failed.headers["x-request-id"])
        #expect(failed.detail == "Internal server error (request \(id))")
        #expect(Set(failed.object.keys) == ["detail"])
        #expect(server.log.contains("no such table"))
    }

    private func expectSession(_ answer: Answer?) throws {
        let answer = try #require(answer)
        #expect(Set(answer.object.keys) == ["token", "user"])
        let user = try #require(answer["user"] as? [String: Any])
        #expect(Set(user.keys) == ["uuid", "username"])
        #expect(user["username"] as? String == "user123")
        #expect(UUID(uuidString: user["uuid"] as? String ?? "") != nil)
        #expect((answer["token"] as? String)?.hasPrefix("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.") == true)
    }

    private func expectCommand(_ answer: Answer?) throws {
        let answer = try #require(answer)
        #expect(Set(answer.object.keys) == ["id", "status", "returncode", "stdout", "stderr"])
        #expect(answer.id == 1)
        #expect(answer["status"] as? String == "done", "\(answer.body)")
        #expect(answer["returncode"] as? Int == 0)
        #expect((answer["stdout"] as? String)?.hasPrefix("NAME ") == true)
        #expect(answer["stderr"] as? String == "")
    }

    private func expectFields(_ answer: Answer?, _ fields: Set<String>) throws {
        let answer = try #require(answer)
        #expect(fields.isSubset(of: answer.object.keys), "\(answer.body)")
    }
}
