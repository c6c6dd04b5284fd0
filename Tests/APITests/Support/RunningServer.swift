import Foundation
import TestSupport
import Testing

/// A started `weir serve` on loopback, with a store of its own; killed with its last reference.
final class RunningServer {
    /// `http://127.0.0.1:PORT`.
    let url: String
    let folder: TemporaryFolder
    private let process: Process
    private let ownsFolder: Bool

    /// Starts on a free port and waits until it serves. `folder` goes on with an earlier server's data.
    init(_ arguments: [String] = [], folder: TemporaryFolder? = nil, launcher: [String] = []) throws {
        try Program.requireBuilt()
        ownsFolder = folder == nil
        let folder = try folder ?? TemporaryFolder()
        self.folder = folder
        for name in ["output", "log"] { folder.write(name, "") }
        process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        let listen = arguments.contains("--listen") ? [] : ["--listen", "127.0.0.1:0"]
        process.arguments = launcher + [Program.path, "serve", "--data", folder.path + "/data"] + listen + arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: folder.url("output"))
        process.standardError = try FileHandle(forWritingTo: folder.url("log"))
        try process.run()
        url = try Self.waitForAddress(process, folder)
    }

    deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

    /// The process, to look at or to kill; below `launcher`, where there is one, `env` becomes what it launches.
    var pid: Int32 { process.processIdentifier }

    /// What it has logged so far.
    var log: String { (try? folder.text("log")) ?? "" }

    private static func waitForAddress(_ process: Process, _ folder: TemporaryFolder) throws -> String {
        for _ in 0..<600 {
            let output = try folder.text("output")
            if let match = output.firstMatch(of: /Weir serves (https?:\/\/[^\/]+)\/api/) {
                return String(match.output.1)
            }
            if !process.isRunning { throw NotServing(log: try folder.text("log")) }
            usleep(50_000)
        }
        kill(process.processIdentifier, SIGKILL)
        throw NotServing(log: try folder.text("log"))
    }

    struct NotServing: Error { var log: String }

    /// Ends it as an operator does; its exit code.
    @discardableResult
    func stop() -> Int32 {
        process.terminate()
        process.waitUntilExit()
        return process.terminationStatus
    }

    /// Ends it as a power cut does.
    func cutPower() {
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    // MARK: Requests

    /// Sends a request by curl. `path` begins with a slash; `json` makes it one with a JSON body.
    func send(
        _ method: String, _ path: String, token: String? = nil, json: String? = nil, headers: [String] = [],
        options: [String] = []
    ) throws -> Answer {
        var arguments = ["-X", method] + headers.flatMap { ["-H", $0] } + options
        if method == "HEAD" { arguments = ["--head"] + headers.flatMap { ["-H", $0] } + options }
        if let token { arguments += ["-H", "Authorization: Bearer \(token)"] }
        if let json { arguments += ["-H", "Content-Type: application/json", "--data-binary", json] }
        return try Answer.curl(arguments + [url + path])
    }

    func get(_ path: String, token: String? = nil, headers: [String] = []) throws -> Answer {
        try send("GET", path, token: token, headers: headers)
    }

    func post(_ path: String, token: String? = nil, _ json: String) throws -> Answer {
        try send("POST", path, token: token, json: json)
    }

    /// Registers a user and answers his token. The first is admin.
    func register(_ name: String, password: String = "password123") throws -> String {
        let answer = try post("/api/auth/register/", #"{"username":"\#(name)","password":"\#(password)"}"#)
        try #require(answer.status == 201, "\(answer.body)")
        return try #require(answer["token"] as? String)
    }

    /// A token of a sensor or an enforcer, made on the command line.
    func serviceToken(_ name: String, role: String) throws -> String {
        let outcome = try Program.run("user", "token", "add", name, "--role", role, "--data", folder.path + "/data")
        try #require(outcome.status == 0, "\(outcome.errors)")
        return outcome.output.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
