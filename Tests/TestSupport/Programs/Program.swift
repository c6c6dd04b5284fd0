import Foundation

/// The program under test, `.build/release/weir`, and other programs that tests need.
public enum Program {
    public static let path = Repository.root + "/.build/release/weir"

    /// What a run left behind.
    public struct Outcome: Sendable {
        /// Exit code; 128 and the number of the signal where one ended it.
        public var status: Int32
        public var output: String
        public var errors: String

        /// Lines of standard output.
        public var lines: [String] { output.split(separator: "\n").map(String.init) }
        /// Lines of standard output that are events of this name.
        public func events(_ name: String) -> [String] { lines.filter { $0.hasPrefix("{\"event\":\"\(name)\"") } }
    }

    /// Runs the program with these arguments to its end.
    public static func run(_ arguments: String..., input: [UInt8] = []) throws -> Outcome {
        try run(arguments, input: input)
    }

    /// Runs the program with these arguments to its end.
    public static func run(_ arguments: [String], input: [UInt8] = []) throws -> Outcome {
        try requireBuilt()
        return try execute([path] + arguments, input: input)
    }

    /// Runs a line of the shell in which `$weir` is the program.
    public static func shell(_ line: String) throws -> Outcome {
        try requireBuilt()
        return try execute(["/bin/sh", "-c", "weir='\(path)'; " + line])
    }

    /// Fails where the program was not built.
    public static func requireBuilt() throws {
        guard FileManager.default.isExecutableFile(atPath: path) else { throw NotBuilt() }
    }

    /// The program is missing.
    public struct NotBuilt: Error, CustomStringConvertible {
        public var description: String { "the program \(Program.path) is missing: run `make build` first" }
    }

    /// Runs a command, which is killed after `seconds`. Output goes through files, so that no pipe can fill.
    public static func execute(_ command: [String], input: [UInt8] = [], seconds: Int = 120) throws -> Outcome {
        let folder = try TemporaryFolder()
        for name in ["output", "errors"] { folder.write(name, []) }
        folder.write("input", input)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/timeout")
        process.arguments = ["--signal=KILL", "\(seconds)"] + command
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
