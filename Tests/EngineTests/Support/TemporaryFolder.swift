import Foundation

/// A folder of a test's own, removed with its last reference.
final class TemporaryFolder {
    let path = "/tmp/weir-engine-test-" + UUID().uuidString

    init() throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    func url(_ name: String) -> URL { URL(fileURLWithPath: path + "/" + name) }

    /// Writes a file of the folder and answers its path.
    @discardableResult
    func write(_ name: String, _ octets: [UInt8]) -> String {
        precondition(FileManager.default.createFile(atPath: path + "/" + name, contents: Data(octets)))
        return path + "/" + name
    }

    @discardableResult
    func write(_ name: String, _ text: String) -> String { write(name, Array(text.utf8)) }

    func text(_ name: String) throws -> String { String(decoding: try Data(contentsOf: url(name)), as: UTF8.self) }
}
