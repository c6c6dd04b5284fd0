import Engine
import Glibc

/// Prints events in the format asked for, through one buffer.
final class Printer {
    private let format: Analyze.Format
    private var table = TableFormat()
    private var output = StandardOutput()

    init(format: Analyze.Format) { self.format = format }

    func print(_ events: [EngineEvent]) throws {
        for event in events {
            switch format {
            case .table: table.add(event)
            case .json: if let line = JSONFormat.line(event) { try output.write(line + "\n") }
            case .eve: if let line = EVEFormat.line(event) { try output.write(line + "\n") }
            }
        }
    }

    /// A capture that is taken by itself begins: its table gets its name.
    func begin(_ path: String) throws {
        if format == .table { try output.write("\u{2500}\u{2500} \(path)\n") }
    }

    /// What was taken together is over: its table is printed. Nothing is said of what could not be read at all.
    func end(_ counters: Counters) throws {
        if format == .table, counters.packets > 0 { try output.write(table.text() + "\n") }
        table = TableFormat()
        try output.flush()
    }

    /// Everything is over.
    func finish(_ counters: Counters, captures: Int, seconds: Double) throws {
        switch format {
        case .table: try output.write(TableFormat.summary(counters, captures: captures, seconds: seconds))
        case .json: try output.write(JSONFormat.summary(counters, captures: captures, seconds: seconds) + "\n")
        case .eve: break
        }
        try output.flush()
    }
}

/// Standard output with a buffer; a reader that went away or a full disk is an error, not a crash.
struct StandardOutput {
    private var buffer: [UInt8] = []

    mutating func write(_ text: String) throws {
        buffer += text.utf8
        if buffer.count >= 65_536 { try flush() }
    }

    mutating func flush() throws {
        defer { buffer.removeAll(keepingCapacity: true) }
        try OutputDescriptor.write(buffer, to: STDOUT_FILENO)
    }
}

/// The three descriptors that every program finds open.
enum StandardStreams {
    /// Makes a reader that went away an error of `write` instead of the end of the program, and keeps a descriptor that the
    /// caller closed from being given to the next file opened: events would be written into it.
    static func prepare() {
        signal(SIGPIPE, SIG_IGN)
        for (descriptor, mode) in [(STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_RDWR)]
        where fcntl(descriptor, F_GETFD) < 0 {
            // The wrong direction, so that using it is an error as before.
            _ = unsafe open("/dev/null", mode)
        }
    }
}

/// Standard error.
enum StandardError {
    static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    static func write(_ text: String) {
        // Nothing is left to tell where standard error itself fails.
        try? OutputDescriptor.write(Array(text.utf8), to: STDERR_FILENO)
    }
}

enum OutputDescriptor {
    static func write(_ octets: [UInt8], to descriptor: Int32) throws {
        var written = 0
        while written < octets.count {
            let count = unsafe octets[written...].withUnsafeBytes {
                unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
            if count < 0 {
                if errno == EINTR { continue }
                throw OutputError(reason: unsafe String(cString: strerror(errno)))
            }
            written += count
        }
    }
}

/// The output could not be written.
struct OutputError: Error, CustomStringConvertible {
    var reason: String
    var description: String {
        "the output cannot be written: \(reason); give it to a reader that stays, or a disk with room"
    }
}
