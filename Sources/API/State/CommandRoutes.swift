import Hummingbird
import Kubernetes
import Logging
import Metrics
import Store
import Telemetry

/// `/api/state/command/`: runs a kubectl command with the caller's own account in the cluster.
enum CommandRoutes {
    static let routes = [Route(.post, "/api/state/command/", .people, run)]

    private static func run(_ call: Call) async throws -> Response {
        let account = try call.account
        let body = try await call.body()
        try body.allow(only: "cluster_id", "command", "manifest")
        let clusterID = try body.identifier("cluster_id")
        let text = try body.requiredText("command", 1...4_096)
        let manifest = body.isNull("manifest") ? nil : try body.text("manifest", 1...1_000_000)
        let command: KubectlCommand
        do {
            command = try KubectlCommand(text, manifest: manifest)
        } catch {
            throw Problem(.badRequest, error.reason)
        }
        let (access, binding) = try await Clusters(call: call).access(clusterID)
        let id = try await call.services.store.write {
            try $0.beginCommand(accountID: account.id, username: account.name, clusterID: clusterID, command: text)
        }
        let job = Job(call: call, id: id)
        let result: CommandResult
        do {
            // Who goes away takes kubectl with him.
            result = try await call.whileConnected {
                try await call.services.kubectl.run(command, access: access, namespace: binding.namespace)
            }
        } catch let error as KubectlRunnerError {
            try await job.fail(error.detail)
            throw Problem.later(HTTPResponse.Status(code: error.status), error.detail, seconds: 5)
        } catch {
            try await job.fail("cancelled: the client went away")
            throw error
        }
        try await job.finish(result)
        return answer(id, result)
    }

    private static func answer(_ id: Int64, _ result: CommandResult) -> Response {
        Response.object { json in
            json.field("id", id)
            json.field("status", result.status.rawValue)
            json.field("returncode", result.returncode.map(Int64.init))
            json.field("stdout", result.stdout)
            json.field("stderr", result.stderr)
        }
    }
}

/// A command's line in the history, which has to end however the command does.
private struct Job: Sendable {
    let call: Call
    let id: Int64

    func finish(_ result: CommandResult) async throws {
        guard let status = CommandStatus(rawValue: result.status.rawValue) else { return }
        try await end(status, result.returncode, result.stdout, result.stderr, result.truncated)
    }

    func fail(_ why: String) async throws { try await end(.failed, nil, "", "weir: \(why)\n", false) }

    private func end(
        _ status: CommandStatus, _ code: Int?, _ stdout: String, _ stderr: String, _ truncated: Bool
    ) async throws {
        Counter(MetricNames.kubectlCommands, dimensions: [("status", status.rawValue)]).increment()
        call.log.info("command ended", metadata: ["command": "\(id)", "status": "\(status.rawValue)"])
        // Shielded: a cancelled request must not leave a line that says "running".
        let (store, id) = (call.services.store, id)
        try await Task {
            try await store.write {
                _ = try $0.finishCommand(
                    id: id, status: status, returncode: code, stdout: stdout, stderr: stderr, truncated: truncated)
            }
        }.value
    }
}
