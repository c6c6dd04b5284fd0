import ArgumentParser
import Engine
import Foundation

/// The folder that the packets of verdicts are written to, one file each.
final class EvidenceFolder {
    private let path: String
    /// How many files there are of a name, without its ending.
    private var written: [String: Int] = [:]

    /// Makes the folder where it is missing, for its owner alone.
    init(_ path: String) throws {
        self.path = path
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            StandardError.write("weir: --evidence \(path) cannot be made: \(error.localizedDescription)\n")
            throw ExitCode(1)
        }
    }

    /// Writes the evidence among events. A file that was there before is replaced.
    func write(_ events: [EngineEvent]) throws {
        for event in events {
            guard case .evidence(let evidence) = event else { continue }
            let name = evidence.name
            written[name, default: 0] += 1
            let number = written[name].map { $0 > 1 ? "-\($0)" : "" } ?? ""
            try write(evidence.pcapng, to: path + "/" + name + number + ".pcapng")
        }
    }

    /// Private from its first moment: packets are. A link in its place is replaced and not followed.
    private func write(_ octets: [UInt8], to file: String) throws {
        if unsafe unlink(file) != 0, errno != ENOENT { throw failure(file) }
        let descriptor = unsafe open(file, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw failure(file) }
        defer { close(descriptor) }
        try OutputDescriptor.write(octets, to: descriptor)
    }

    private func failure(_ file: String) -> OutputError {
        OutputError(reason: "\(file): " + (unsafe String(cString: strerror(errno))))
    }
}
