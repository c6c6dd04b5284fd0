import Foundation

/// A folder that only this user can read, for the files of one command.
struct PrivateFolder: Sendable {
    let path: String

    private static let prefix = "kubectl-"

    /// Makes a fresh one, of mode 0700.
    init(in workFolder: String) throws {
        try Self.make(workFolder)
        path = workFolder + "/" + Self.prefix + UUID().uuidString.lowercased()
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    }

    /// Writes a file of mode 0600, which no one can read in between either.
    func write(_ name: String, _ text: String) throws {
        let isMade = FileManager.default.createFile(
            atPath: path + "/" + name, contents: nil, attributes: [.posixPermissions: 0o600])
        guard isMade, let handle = FileHandle(forWritingAtPath: path + "/" + name) else {
            throw CocoaError(.fileWriteUnknown)
        }
        defer { try? handle.close() }
        try handle.write(contentsOf: Data(text.utf8))
    }

    func remove() { try? FileManager.default.removeItem(atPath: path) }

    /// Removes what commands left behind whose Weir was killed.
    static func sweep(_ workFolder: String) {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: workFolder)) ?? []
        where name.hasPrefix(prefix) && UUID(uuidString: String(name.dropFirst(prefix.count))) != nil {
            try? FileManager.default.removeItem(atPath: workFolder + "/" + name)
        }
    }

    private static func make(_ workFolder: String) throws {
        try FileManager.default.createDirectory(
            atPath: workFolder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }
}
