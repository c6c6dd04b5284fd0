import Foundation
import TestSupport
import Testing

/// Commands through the API: how they end, and what the history keeps of them.
@Suite struct CommandTests {
    private static let kubectl = Repository.root + "/.build/kubectl/kubectl"

    /// A server with a cluster and a bound account; `kubectl` is the program that it runs.
    private func bound(
        _ cluster: RecordedCluster, kubectl: String = Self.kubectl, _ arguments: [String] = [],
        account: String = "weir-sa"
    ) throws -> (server: RunningServer, token: String) {
        let server = try RunningServer(["--kubectl", kubectl] + arguments)
        let token = try server.register("admin")
        let id = try cluster.register(server, token)
        #expect(try cluster.bind(server, token, account, id).status == 201)
        return (server, token)
    }

    private func run(_ command: String, _ server: RunningServer, _ token: String) throws -> Answer {
        try server.post("/api/state/command/", token: token, #"{"cluster_id":"1","command":"\#(command)"}"#)
    }

    /// A program in kubectl's place that takes a minute.
    private func slowProgram(_ folder: TemporaryFolder) throws -> String {
        let path = folder.write("kubectl", "#!/bin/sh\n/bin/sleep 60 & echo $! > \(folder.path)/pid\nwait\n")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        return path
    }

    @Test func realKubectlIsDoneOrFails() throws {
        let cluster = try RecordedCluster()
        let (server, token) = try bound(cluster)
        let pods = try run("kubectl get pods -n default", server, token)
        #expect(pods.status == 200 && pods["status"] as? String == "done" && pods["returncode"] as? Int == 0)
        #expect((pods["stdout"] as? String)?.contains("READY") == true, "\(pods.body)")
        let unknown = try run("kubectl get nosuchthings", server, token)
        #expect(unknown.status == 200 && unknown["status"] as? String == "failed" && unknown["returncode"] as? Int == 1)
        #expect((unknown["stderr"] as? String)?.contains("doesn't have a resource type") == true, "\(unknown.body)")
        let history = try server.get("/api/state/history/", token: token).results
        #expect(history.compactMap { $0["status"] as? String } == ["failed", "done"])
        #expect(history.allSatisfy { $0["username"] as? String == "admin" })
        #expect(try server.get("/api/state/history/?status=done", token: token).results.count == 1)
        #expect(try server.get("/api/state/history/?end=2026-01-01", token: token).results.isEmpty)
    }

    @Test(arguments: [
        "kubectl get pods --kubeconfig=/etc/passwd", "ls", "kubectl exec -it x -- sh", "kubectl get pods; id",
        "kubectl proxy", "kubectl apply -f /etc/passwd",
    ])
    func forbiddenFormIs400AndLeavesNoTrace(_ command: String) throws {
        let cluster = try RecordedCluster()
        let (server, token) = try bound(cluster)
        let answer = try run(command, server, token)
        #expect(answer.status == 400)
        #expect(answer.detail?.hasPrefix("command: ") == true, "\(answer.body)")
        #expect(try server.get("/api/state/history/", token: token)["count"] as? Int == 0)
    }

    @Test func commandThatTakesTooLongEndsByItsTimeOut() throws {
        let folder = try TemporaryFolder()
        let cluster = try RecordedCluster()
        let (server, token) = try bound(
            cluster, kubectl: try slowProgram(folder), ["--kubectl-timeout-seconds", "1"])
        let answer = try run("kubectl get pods", server, token)
        #expect(answer.status == 200 && answer["status"] as? String == "timeout", "\(answer.body)")
        #expect(answer.object["returncode"] is NSNull)
        #expect(try server.get("/api/state/history/1/", token: token)["status"] as? String == "timeout")
    }

    @Test func commandEndsWithItsClient() throws {
        let folder = try TemporaryFolder()
        let cluster = try RecordedCluster()
        let (server, token) = try bound(cluster, kubectl: try slowProgram(folder))
        let gone = try Program.execute([
            "curl", "-sS", "--max-time", "2", "-H", "Authorization: Bearer \(token)", "-H",
            "Content-Type: application/json", "-d", #"{"cluster_id":1,"command":"kubectl get pods"}"#,
            server.url + "/api/state/command/",
        ])
        try #require(gone.status == 28, "curl was to give up: \(gone.output) \(gone.errors)")
        var ended: Answer?
        #expect(
            try eventually {
                ended = try server.get("/api/state/history/1/", token: token)
                return ended?["status"] as? String == "failed"
            }, "\(ended?.body ?? "")")
        #expect((ended?["stderr"] as? String)?.contains("the client went away") == true)
        let pid = try #require(Int32(try folder.text("pid").trimmingCharacters(in: .whitespacesAndNewlines)))
        #expect(eventually { kill(pid, 0) != 0 }, "what kubectl had started goes on")
        #expect(try FileManager.default.contentsOfDirectory(atPath: server.folder.path + "/data/kubectl").isEmpty)
    }

    @Test func manifestGoesToStandardInput() throws {
        let folder = try TemporaryFolder()
        let program = folder.write("kubectl", "#!/bin/sh\necho \"$@\"\n/bin/cat\n")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
        let cluster = try RecordedCluster()
        let (server, token) = try bound(cluster, kubectl: program)
        let body = #"{"cluster_id":1,"command":"kubectl apply -f -","manifest":"kind: Namespace\n"}"#
        let answer = try server.post("/api/state/command/", token: token, body)
        #expect((answer["stdout"] as? String)?.hasSuffix("apply -f -\nkind: Namespace\n") == true, "\(answer.body)")
        // One that ends without reading what it is given leaves the server as it was.
        folder.write("kubectl", "#!/bin/sh\nexit 3\n")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
        let long = String(repeating: "kind: Namespace ", count: 5_000)
        let unread = try server.post(
            "/api/state/command/", token: token,
            #"{"cluster_id":1,"command":"kubectl apply -f -","manifest":"\#(long)"}"#)
        #expect(unread["status"] as? String == "failed" && unread["returncode"] as? Int == 3, "\(unread.body)")
        let missing = try run("kubectl apply -f -", server, token)
        #expect(missing.status == 400, "\(missing.body)")
    }
}
