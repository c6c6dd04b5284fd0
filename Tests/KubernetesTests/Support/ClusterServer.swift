import Foundation
import Kubernetes
import Testing

/// The recorded API server, `Support/cluster.py`, behind one of the certificates.
final class ClusterServer: Sendable {
    let port: Int
    /// Ends the server when it is closed, as it is when this process ends.
    private let input: FileHandle

    /// One for all tests that need no other certificate.
    static let good = Result { try ClusterServer(certificate: "good") }

    /// - Parameter certificate: `good`, `elsewhere` or `expired`.
    init(certificate: String) throws {
        let folder = try TestFiles.certificates.get()
        let portFile = TestFiles.folder + "/port-" + UUID().uuidString
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "python3", TestFiles.tests + "/Support/cluster.py", "--cert", "\(folder)/\(certificate).pem", "--key",
            "\(folder)/\(certificate).key", "--port-file", portFile, "--until-eof",
        ]
        let pipe = Pipe()
        process.standardInput = pipe
        process.standardOutput = FileHandle.nullDevice
        input = pipe.fileHandleForWriting
        try process.run()
        var number: Int?
        for _ in 0..<200 where number == nil {
            number = (try? String(contentsOfFile: portFile, encoding: .utf8)).flatMap { Int($0) }
            if number == nil { Thread.sleep(forTimeInterval: 0.05) }
        }
        port = try #require(number, "cluster.py did not start")
    }

    deinit { try? input.close() }

    /// With the CA that issued the certificate, unless told otherwise.
    func access(
        _ token: String, host: String = "localhost", authority: String? = "ca", insecure: Bool = false
    ) throws -> ClusterAccess {
        let folder = try TestFiles.certificates.get()
        let pem = try authority.map { try String(contentsOfFile: "\(folder)/\($0).pem", encoding: .utf8) }
        return ClusterAccess(
            address: try ClusterAddress(host: host, port: port, caCertificate: pem, insecureSkipTLSVerify: insecure),
            token: token)
    }
}

/// Files that the tests make and read.
enum TestFiles {
    static let tests = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        .deletingLastPathComponent().path
    static let folder: String = {
        let path = NSTemporaryDirectory() + "/weir-kubernetes-" + UUID().uuidString
        try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return path
    }()

    /// Made by openssl, once.
    static let certificates = Result {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.arguments = [tests + "/Support/certificates.sh", folder + "/certificates"]
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "certificates.sh failed; is openssl installed?")
        return folder + "/certificates"
    }

    /// The real kubectl: `WEIR_KUBECTL`, or where `scripts/kubectl` puts it.
    static let kubectl =
        ProcessInfo.processInfo.environment["WEIR_KUBECTL"]
        ?? URL(fileURLWithPath: tests).deletingLastPathComponent().deletingLastPathComponent().path
        + "/.build/kubectl/kubectl"

    static func fixture(_ name: String) throws -> String {
        try String(contentsOfFile: tests + "/Fixtures/" + name, encoding: .utf8)
    }
}
