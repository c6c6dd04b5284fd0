import Foundation

/// A folder of a test's own, removed with its last reference.
public final class TemporaryFolder {
    public let path = NSTemporaryDirectory() + "weir-test-" + UUID().uuidString

    public init() throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    public func url(_ name: String) -> URL { URL(fileURLWithPath: path + "/" + name) }

    /// Writes a file of the folder and answers its path.
    @discardableResult
    public func write(_ name: String, _ octets: [UInt8]) -> String {
        precondition(FileManager.default.createFile(atPath: path + "/" + name, contents: Data(octets)))
        return path + "/" + name
    }

    @discardableResult
    public func write(_ name: String, _ text: String) -> String { write(name, Array(text.utf8)) }

    public func text(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: url(name)), as: UTF8.self)
    }
}
