import Foundation
import TestSupport
import Testing

/// A Kubernetes API server that gives recorded answers, with a CA of its own; it ends with its last reference.
final class RecordedCluster {
    let host: String
    let port: Int
    /// PEM of the CA that vouches for it.
    let authority: String
    private let folder: TemporaryFolder
    private let process = Process()
    private let input = Pipe()

    /// - Parameters:
    ///   - port: 0 takes a free one.
    ///   - launcher: What runs it, as in a network namespace.
    init(host: String = "127.0.0.1", port: Int = 0, launcher: [String] = []) throws {
        folder = try TemporaryFolder()
        self.host = host
        let support = Repository.root + "/Tests/KubernetesTests/Support"
        let made = try Program.execute(["bash", support + "/certificates.sh", folder.path + "/tls"])
        try #require(made.status == 0, "\(made.errors)")
        authority = try folder.text("tls/ca.pem")
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments =
            launcher + [
                "python3", support + "/cluster.py", "--cert", folder.path + "/tls/good.pem", "--key",
                folder.path + "/tls/good.key", "--host", host, "--port", "\(port)", "--port-file",
                folder.path + "/port", "--until-eof",
            ]
        process.standardInput = input
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        var number: Int?
        for _ in 0..<200 where number == nil {
            number = (try? folder.text("port")).flatMap { Int($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
            if number == nil { usleep(50_000) }
        }
        self.port = try #require(number, "cluster.py did not start")
    }

    deinit {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    /// The file that holds `authority`.
    var authorityFile: String { folder.path + "/tls/ca.pem" }
}
