import Glibc
import Testing

/// A file in the temporary folder, removed with its owner.
final class TemporaryFile {
    let path: String

    init(_ octets: [UInt8] = []) {
        path = "/tmp/weir-capture-test-\(getpid())-\(UInt64.random(in: 0...UInt64.max))"
        write(octets)
    }

    deinit {
        unsafe unlink(path)
    }

    func write(_ octets: [UInt8]) {
        let file = unsafe fopen(path, "wb")
        unsafe fwrite(octets, 1, octets.count, file)
        unsafe fclose(file)
    }

    func read() -> [UInt8] { Self.contents(path) }

    static func contents(_ path: String) -> [UInt8] {
        guard let file = unsafe fopen(path, "rb") else { return [] }
        defer { unsafe fclose(file) }
        var octets: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while case let got = unsafe fread(&chunk, 1, chunk.count, file), got > 0 { octets += chunk[..<got] }
        return octets
    }

    /// What the gzip program makes of `octets`.
    static func gzip(_ octets: [UInt8]) throws -> [UInt8] {
        let file = TemporaryFile(octets)
        let packed = TemporaryFile()
        try run("gzip -c \(file.path) > \(packed.path)")
        return packed.read()
    }
}

/// Runs a command of the shell and expects it to succeed.
func run(_ command: String) throws {
    let status = unsafe system(command)
    try #require(status == 0, "\(command): status \(status)")
}
