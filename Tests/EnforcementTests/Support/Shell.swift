import Foundation
import Testing

/// Runs the programs that read what is written.
enum Shell {
    struct Outcome {
        var status: Int32
        /// Standard output and errors.
        var output: String
    }

    /// Runs a script of sh in a folder of its own with these files in it, in a new network namespace, for two minutes at
    /// most. Fails where one of the programs is missing.
    static func run(_ script: String, needs programs: [String], files: [String: String]) throws -> Outcome {
        try #require(geteuid() == 0, "this test makes a network namespace: run the tests as root")
        let folder = URL(fileURLWithPath: "/tmp/weir-enforcement-test-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, text) in files {
            try text.write(to: folder.appendingPathComponent(name), atomically: false, encoding: .utf8)
        }
        for program in programs {
            try #require(
                try execute("command -v \(program)", in: folder, namespace: false).status == 0,
                "\(program) is missing: run `scripts/install tests` first")
        }
        return try execute(script, in: folder, namespace: true)
    }

    private static func execute(_ script: String, in folder: URL, namespace: Bool) throws -> Outcome {
        let output = folder.appendingPathComponent("output-of-the-test")
        try Data().write(to: output)
        let handle = try FileHandle(forWritingTo: output)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/timeout")
        process.arguments =
            ["--signal=KILL", "120"] + (namespace ? ["unshare", "--net"] : []) + ["/bin/sh", "-c", script]
        var environment = ProcessInfo.processInfo.environment
        environment["PATH", default: "/usr/bin"] += ":/usr/sbin:/sbin"
        process.environment = environment
        process.currentDirectoryURL = folder
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = handle
        process.standardError = handle
        try process.run()
        process.waitUntilExit()
        return Outcome(
            status: process.terminationStatus, output: String(decoding: try Data(contentsOf: output), as: UTF8.self))
    }
}
