import Foundation
import TestSupport
import Testing

/// The API's description: valid, what the server does, and what its pages show. The checks are programs of PyPI's and
/// Chromium, run by the scripts in `OpenAPI/`.
@Suite(.serialized) struct DescriptionTests {
    private static let python = Repository.root + "/.build/venv/bin/python"
    private static let scripts = Repository.root + "/Tests/APITests/OpenAPI/"
    private static let document = Repository.root + "/Sources/API/OpenAPI/openapi.yaml"

    private func server() throws -> RunningServer {
        try RunningServer(
            ["--kubectl", Repository.root + "/.build/kubectl/kubectl"]
                + ["brute-ftp.pcap.gz", "scan-forged.pcap.gz"].flatMap { ["--replay", Repository.samples + "/" + $0] })
    }

    private func run(_ command: [String], seconds: Int = 120) throws {
        let outcome = try Program.execute(command, seconds: seconds)
        let output = outcome.output.suffix(20_000)
        #expect(outcome.status == 0, "\(command.first ?? "") \(output) \(outcome.errors.suffix(5_000))")
    }

    @Test func documentIsValidAndServedAsItIsWritten() throws {
        let server = try server()
        try run([Self.python, Self.scripts + "validate.py", server.url + "/api/openapi.json", Self.document])
    }

    @Test func pagesWorkInABrowserWithoutAnotherHost() throws {
        let server = try server()
        _ = try server.register("user123")
        let folder = try TemporaryFolder()
        try run([Self.python, Self.scripts + "browser.py", server.url, "user123", "password123", folder.path])
    }

    /// At least 2,000 requests made from the document, right and wrong ones: no status, type or shape that it does not have.
    @Test func serverDoesWhatTheDocumentSays() throws {
        let cluster = try RecordedCluster()
        let server = try server()
        let token = try server.register("user123")
        let target = ["--cluster", "\(cluster.host):\(cluster.port)", "--ca", cluster.authorityFile]
        try run([Self.scripts + "fuzz", server.url, token, "--max-examples", "25"] + target, seconds: 1_200)
    }
}
