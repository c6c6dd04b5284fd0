import Glibc

/// The terminal that the program was started on, to ask for a secret.
struct Terminal: ~Copyable {
    private let descriptor: Int32

    /// Nil where there is none.
    init?() {
        descriptor = unsafe open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
        if descriptor < 0 { return nil }
    }

    deinit { close(descriptor) }

    /// Asks, and reads a line that is not shown.
    ///
    /// Key by key: interrupted in a line of the terminal's own the program would leave it without echo.
    mutating func secret(_ question: String) throws(UserFailure) -> String {
        var before = termios()
        guard unsafe tcgetattr(descriptor, &before) == 0 else { throw Self.failure }
        var quiet = before
        quiet.c_lflag &= ~tcflag_t(ECHO | ICANON | ISIG)
        guard unsafe tcsetattr(descriptor, TCSAFLUSH, &quiet) == 0 else { throw Self.failure }
        defer {
            _ = unsafe tcsetattr(descriptor, TCSAFLUSH, &before)
            show("\n")
        }
        show(question)
        var octets: [UInt8] = []
        while let key = key() {
            switch key {
            case 0x0A, 0x0D: return String(decoding: octets, as: UTF8.self)
            case 0x03: throw UserFailure("interrupted; nothing was changed")
            case 0x04 where octets.isEmpty: throw Self.failure
            case 0x08, 0x7F:
                // Back over a whole character of UTF-8.
                while let last = octets.popLast(), last & 0xC0 == 0x80 {}
            case 0x15: octets.removeAll()
            default: if octets.count < 4_096 { octets.append(key) }
            }
        }
        throw Self.failure
    }

    private static var failure: UserFailure {
        UserFailure("the terminal gave no password; nothing was changed", code: 2)
    }

    private func key() -> UInt8? {
        var octet: UInt8 = 0
        while true {
            let count = unsafe read(descriptor, &octet, 1)
            if count == 1 { return octet }
            if count < 0, errno == EINTR { continue }
            return nil
        }
    }

    private func show(_ text: String) {
        let octets = Array(text.utf8)
        // A terminal that cannot be written to shows no question; the answer is read all the same.
        _ = unsafe octets.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
    }
}
