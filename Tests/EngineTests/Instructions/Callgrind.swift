import Foundation
import TestSupport
import Testing

/// Runs the program under valgrind's callgrind, which counts instructions and calls: alike from run to run, unlike time.
final class Callgrind {
    /// The program's file, a copy without debug information: Valgrind 3.19 stops at what Swift writes there.
    static let object = "weir"
    private let folder: TemporaryFolder

    init() throws {
        try Program.requireBuilt()
        folder = try TemporaryFolder()
        let copy = folder.path + "/" + Self.object
        let outcome = try Program.execute(["/usr/bin/env", "objcopy", "--strip-debug", Program.path, copy])
        try #require(outcome.status == 0, "objcopy of binutils (make install-tests): \(outcome.errors)")
    }

    /// Analyses a capture; what callgrind counted, and the lines that the analysis printed.
    func analyze(_ capture: [UInt8]) throws -> (profile: CallgrindProfile, lines: [String]) {
        folder.write("capture.pcap", capture)
        // Seeds of chance, or an environment in another order, would have the start of Swift's libraries go another way.
        let kept = ["PATH", "LD_LIBRARY_PATH"].compactMap { name in
            ProcessInfo.processInfo.environment[name].map { "\(name)=\($0)" }
        }
        let outcome = try Program.execute(
            ["/usr/bin/env", "--ignore-environment", "--chdir=\(folder.path)"] + kept + [
                "SWIFT_DETERMINISTIC_HASHING=1", "SWIFT_BACKTRACE=enable=no",
                "valgrind", "--tool=callgrind", "--dump-line=no", "--callgrind-out-file=counts",
                "./" + Self.object, "analyze", "--format", "json", "capture.pcap",
            ])
        try #require(outcome.status == 0, "valgrind (make install-tests): \(outcome.errors.suffix(2_000))")
        let profile = CallgrindProfile(try folder.text("counts"))
        #expect(profile.instructions.values.reduce(0, +) == profile.total, "callgrind's file was not understood")
        return (profile, outcome.lines)
    }
}
