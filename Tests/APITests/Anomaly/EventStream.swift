import Foundation
import TestSupport
import Testing

/// A client of the blacklist's event stream, a curl that writes to a file; killed with its last reference.
final class EventStream {
    private let process = Process()
    private let folder: TemporaryFolder

    init(_ server: RunningServer, _ token: String, headers: [String] = [], options: [String] = []) throws {
        folder = try TemporaryFolder()
        for name in ["events", "errors"] { folder.write(name, "") }
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments =
            ["curl", "-sSN", "--fail", "--max-time", "90", "-H", "Authorization: Bearer \(token)"]
            + headers.flatMap { ["-H", $0] } + options + [server.url + RunningServer.blacklist + "stream/"]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: folder.url("events"))
        process.standardError = try FileHandle(forWritingTo: folder.url("errors"))
        try process.run()
        try #require(eventually { text.contains(": connected\n\n") }, "\(errors)")
    }

    deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

    /// All that has come so far.
    var text: String { (try? folder.text("events")) ?? "" }
    var errors: String { (try? folder.text("errors")) ?? "" }

    /// The whole events so far.
    var events: [Event] {
        let blocks = text.components(separatedBy: "\n\n").dropLast()
        return blocks.filter { $0.contains("data: ") }.map { Event($0) }
    }

    struct Event {
        var name = ""
        var id = 0
        var data: [String: Any] = [:]
        var ip: String { data["ip"] as? String ?? "" }

        init(_ block: String) {
            for line in block.split(separator: "\n") {
                if line.hasPrefix("event: ") { name = String(line.dropFirst(7)) }
                if line.hasPrefix("id: ") { id = Int(line.dropFirst(4)) ?? 0 }
                if line.hasPrefix("data: ") {
                    data =
                        (try? JSONSerialization.jsonObject(with: Data(line.dropFirst(6).utf8)) as? [String: Any]) ?? [:]
                }
            }
        }
    }

    /// The client's exit code once the server has ended the stream; nil where it does not within so many seconds.
    func end(within seconds: Int) -> Int32? {
        for _ in 0..<seconds * 20 where process.isRunning { usleep(50_000) }
        return process.isRunning ? nil : process.terminationStatus
    }

    func breakOff() {
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }
}

extension RunningServer {
    /// A value of `/metrics`; nil where there is none.
    func metric(_ name: String) throws -> Double? {
        try get("/metrics").body.split(separator: "\n").first { $0.hasPrefix(name + " ") }
            .flatMap { Double($0.dropFirst(name.count + 1)) }
    }
}
