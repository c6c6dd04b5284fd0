import Foundation
import TestSupport
import Testing

extension LiveTests {
    /// A flood from forged sources costs bounded memory, is named, and has nobody blocked.
    @Suite struct SYNFloodTests {
        @Test func fiveMillionForgedSYNsStayWithinTheBound() throws {
            try Program.requireBuilt()
            let folder = try TemporaryFolder()
            for name in ["output", "errors"] { folder.write(name, []) }
            let process = Process()
            let pipe = Pipe()
            process.executableURL = URL(fileURLWithPath: Program.path)
            process.arguments = ["analyze", "--format", "json", "-"]
            process.standardInput = pipe
            process.standardOutput = try FileHandle(forWritingTo: folder.url("output"))
            process.standardError = try FileHandle(forWritingTo: folder.url("errors"))
            try process.run()
            defer { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }
            var flood = SYNFlood(packets: 5_000_000)
            while let octets = flood.next() { try pipe.fileHandleForWriting.write(contentsOf: octets) }
            try pipe.fileHandleForWriting.close()
            var peak = 0
            while process.isRunning {
                peak = max(peak, Self.peakKibibytes(process.processIdentifier))
                usleep(1_000)
            }
            process.waitUntilExit()
            let errors = try folder.text("errors")
            #expect(process.terminationStatus == 0, "\(errors)")
            #expect(peak > 100_000 && peak <= 512 * 1_024, "\(peak) KiB resident at most")

            let lines = try folder.text("output").split(separator: "\n").map { try JSONText.object(String($0)) }
            let summary = try #require(lines.last)
            #expect(summary["packets"] as? Int == 5_000_000)
            #expect(summary["flows"] as? Int == 5_000_000, "each SYN is a flow of its own")
            let floods = lines.filter { $0["kind"] as? String == "syn-flood" }
            #expect(
                floods.contains { $0["entity"] as? String == SYNFlood.victim && $0["role"] as? String == "destination" }
            )
            #expect(!lines.contains { $0["event"] as? String == "blacklist" && $0["action"] as? String != "monitor" })
        }

        /// The most that the process had resident so far (proc_pid_status(5), VmHWM); 0 once it is gone.
        private static func peakKibibytes(_ process: Int32) -> Int {
            guard let status = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8),
                let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") })
            else { return 0 }
            return line.split(separator: " ").compactMap { Int($0) }.first ?? 0
        }
    }
}
