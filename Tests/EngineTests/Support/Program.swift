import Foundation
import Testing

/// The program under test, `.build/release/weir`, and other programs that tests need.
enum Program {
    static let path = Repository.root + "/.build/release/weir"

    /// What a run left behind.
    struct Outcome {
        /// Exit code; 128 and the number of the signal where one ended it.
        var status: Int32
        var output: String
        var errors: String

        /// Lines of standard output.
        var lines: [String] { output.split(separator: "\n").map(String.init) }
        /// Lines of standard output that are events of this name.
        func events(_ name: String) -> [String] { lines.filter { $0.hasPrefix("{\"event\":\"\(name)\"") } }
    }

    /// Runs the program with these arguments to its end.
    static func run(_ arguments: String..., input: [UInt8] = []) throws -> Outcome {
        try run(arguments, input: input)
    }

    /// Runs the program with these arguments to its end.
    static func run(_ arguments: [String], input: [UInt8] = []) throws -> Outcome {
        try requireBuilt()
        return try execute([path] + arguments, input: input)
    }

    /// Runs a line of the shell in which `$weir` is the program.
    static func shell(_ line: String) throws -> Outcome {
        try requireBuilt()
        return try execute(["/bin/sh", "-c", "weir='\(path)'; " + line])
    }

    /// Fails where the program was not built.
    static func requireBuilt() throws {
        try #require(
            FileManager.default.isExecutableFile(atPath: path), "the program \(path) is missing: run `make build` first"
        )
    }

    /// Runs a command, which is killed after two minutes. Output goes through files, so that no pipe can fill.
    static func execute(_ command: [String], input: [UInt8] = []) throws -> Outcome {
        let folder = try TemporaryFolder()
        for name in ["output", "errors"] { folder.write(name, []) }
        folder.write("input", input)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/timeout")
        process.arguments = ["--signal=KILL", "120"] + command
        process.standardInput = try FileHandle(forReadingFrom: folder.url("input"))
        process.standardOutput = try FileHandle(forWritingTo: folder.url("output"))
        process.standardError = try FileHandle(forWritingTo: folder.url("errors"))
        try process.run()
        process.waitUntilExit()
        let isSignal = process.terminationReason == .uncaughtSignal
        return Outcome(
            status: process.terminationStatus + (isSignal ? 128 : 0), output: try folder.text("output"),
            errors: try folder.text("errors"))
    }
}
