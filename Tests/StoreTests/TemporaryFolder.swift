import Foundation
import Store
import Testing

/// A folder of a test's own, removed with its last reference; on a small file system of its own where asked.
final class TemporaryFolder {
    let path: String
    private let isMount: Bool

    /// An ordinary folder.
    init() throws {
        path = NSTemporaryDirectory() + "weir-store-" + UUID().uuidString
        isMount = false
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    /// A tmpfs of `size`, as `1m`. Needs root.
    init(tmpfs size: String) throws {
        try #require(geteuid() == 0, "this test mounts a file system: run it as root")
        path = NSTemporaryDirectory() + "weir-store-" + UUID().uuidString
        isMount = true
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        try Self.run("mount", "-t", "tmpfs", "-o", "size=\(size)", "weir-store-test", path)
    }

    deinit {
        if isMount { try? Self.run("umount", "--lazy", path) }
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Changes the mount's options, as `ro` or `size=8m`.
    func remount(_ options: String) throws {
        try Self.run("mount", "-o", "remount,\(options)", path)
    }

    /// Opens a store in `data` within the folder; waits for nobody.
    func store(_ change: (inout DataStore.Configuration) -> Void = { _ in }) throws -> DataStore {
        var configuration = DataStore.Configuration()
        configuration.busySeconds = 0.05
        change(&configuration)
        return try DataStore(folder: data, configuration: configuration)
    }

    var data: String { path + "/data" }
    var database: String { data + "/" + DataStore.fileName }

    /// The database's octets.
    func octets() throws -> Data { try Data(contentsOf: URL(fileURLWithPath: database)) }

    private static func run(_ command: String...) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = command
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "\(command.joined(separator: " ")) failed")
    }
}
