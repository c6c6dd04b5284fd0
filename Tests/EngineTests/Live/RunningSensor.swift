import Foundation
import TestSupport
import Testing

/// A `weir sensor` that runs beside the test; it is ended, hard if need be, with its owner.
final class RunningSensor {
    private let process = Process()
    private let folder: TemporaryFolder
    /// The folder given with `--data`.
    let data: String

    /// Starts it and waits until it captures; `--interface weir0 --data … --format json` and `arguments`.
    init(in network: Network, data: String? = nil, _ arguments: String...) throws {
        try Program.requireBuilt()
        folder = try TemporaryFolder()
        self.data = data ?? folder.path + "/data"
        for name in ["output", "errors"] { folder.write(name, []) }
        process.executableURL = URL(fileURLWithPath: "/usr/sbin/ip")
        process.arguments =
            ["netns", "exec", network.inside, Program.path, "sensor", "--interface", "weir0", "--data", self.data]
            + ["--format", "json"] + arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: folder.url("output"))
        process.standardError = try FileHandle(forWritingTo: folder.url("errors"))
        try process.run()
        let cores = arguments.firstIndex(of: "--cores").flatMap { Int(arguments[$0 + 1]) } ?? 1
        let isOpen = waits { self.threads().count { $0 == "weir-capture" } == cores }
        try #require(isOpen, "it did not start: \(errors)")
    }

    deinit {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
    }

    /// `ip netns exec` becomes the program, so this is the sensor's own number.
    var processIdentifier: Int32 { process.processIdentifier }
    var output: String { (try? folder.text("output")) ?? "" }
    var errors: String { (try? folder.text("errors")) ?? "" }
    /// The names of its threads.
    func threads() -> [String] {
        let folder = "/proc/\(processIdentifier)/task"
        let numbers = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return numbers.compactMap { try? String(contentsOfFile: "\(folder)/\($0)/comm", encoding: .utf8) }
            .map { $0.trimmingCharacters(in: .newlines) }
    }

    /// A line of `/proc/PID/status`, as the thread with the number `thread` has it.
    func status(_ name: String, thread: String) throws -> String {
        let path = "/proc/\(processIdentifier)/task/\(thread)/status"
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        return String(try #require(lines.first { $0.hasPrefix(name + ":") }))
    }

    /// The first line of output that holds all `words`, if it comes within ten seconds.
    func line(_ words: String...) -> String? {
        let isWanted = { (line: Substring) in words.allSatisfy { line.contains($0) } }
        _ = waits { self.output.split(separator: "\n").contains(where: isWanted) }
        return output.split(separator: "\n").first(where: isWanted).map(String.init)
    }

    /// Whether the log says this within ten seconds.
    func says(_ words: String) -> Bool { waits { self.errors.contains(words) } }

    /// Asks it to end and answers its exit code; nil where it has not ended after ten seconds.
    func end(_ signal: Int32 = SIGTERM) -> Int32? {
        kill(process.processIdentifier, signal)
        return ended()
    }

    /// Its exit code; nil where it has not ended after ten seconds.
    func ended() -> Int32? {
        guard waits({ !self.process.isRunning }) else { return nil }
        return process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus
    }

    private func waits(_ condition: () -> Bool) -> Bool {
        let deadline = ContinuousClock.now.advanced(by: .seconds(10))
        while ContinuousClock.now < deadline {
            if condition() { return true }
            usleep(10_000)
        }
        return condition()
    }
}
