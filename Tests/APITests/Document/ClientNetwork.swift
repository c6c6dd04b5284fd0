import Foundation
import TestSupport
import Testing

/// A network namespace in which the client's document holds word for word: the cluster at 192.168.0.247:8443, Weir at
/// localhost:8000.
final class ClientNetwork {
    private let space: String
    private let cluster: RecordedCluster

    init() throws {
        try #require(geteuid() == 0, "this test makes a network namespace: run the tests as root")
        space = "weir-document-\(getpid())-\(UInt32.random(in: 0...99_999))"
        try Self.shell("ip netns add \(space) && ip -n \(space) link set lo up")
        try Self.shell("ip -n \(space) addr add 192.168.0.247/32 dev lo")
        cluster = try RecordedCluster(host: "192.168.0.247", port: 8_443, launcher: ["ip", "netns", "exec", space])
    }

    deinit { try? Self.shell("ip netns del \(space)") }

    /// What runs a command in the namespace.
    var launcher: [String] { ["ip", "netns", "exec", space] }

    /// A server as the document has it, which knows the cluster's CA beside the system's.
    func server() throws -> RunningServer {
        try RunningServer(
            [
                "--listen", "127.0.0.1:8000", "--cluster-ca-file", cluster.authorityFile, "--kubectl",
                Repository.root + "/.build/kubectl/kubectl", "--replay", Repository.samples + "/brute-ftp.pcap.gz",
            ], launcher: launcher)
    }

    private static func shell(_ line: String) throws {
        let outcome = try Program.execute(["/bin/sh", "-c", line])
        try #require(outcome.status == 0, "\(line): \(outcome.errors)")
    }
}
