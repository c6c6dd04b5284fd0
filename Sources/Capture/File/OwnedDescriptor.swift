import Glibc

/// An open file descriptor that is closed with its owner; standard input is left open.
struct OwnedDescriptor: ~Copyable {
    let number: Int32
    /// Octets of the regular file behind it; `nil` for pipes, terminals and devices.
    let fileSize: Int?

    /// Opens `path` for reading, or takes standard input for `-`.
    init(reading path: String) throws(CaptureError) {
        var opened: Int32 = STDIN_FILENO
        if path != "-" {
            repeat {
                opened = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
            } while opened < 0 && errno == EINTR
        }
        guard opened >= 0 else { throw Self.failure(path, errno) }
        var status = stat()
        guard unsafe fstat(opened, &status) == 0 else {
            let code = errno
            if opened != STDIN_FILENO { close(opened) }
            throw Self.failure(path, code)
        }
        let kind = status.st_mode & S_IFMT
        if kind == S_IFDIR {
            if opened != STDIN_FILENO { close(opened) }
            throw .isDirectory(path: path)
        }
        number = opened
        fileSize = kind == S_IFREG ? Int(status.st_size) : nil
    }

    deinit {
        if number != STDIN_FILENO { close(number) }
    }

    /// Reads at most `count` octets to `destination`; 0 at the end. Waits for a pipe, non-blocking or not.
    func read(into destination: UnsafeMutableRawPointer, count: Int, path: String) throws(CaptureError) -> Int {
        while true {
            let got = unsafe Glibc.read(number, destination, count)
            if got >= 0 { return got }
            switch errno {
            case EINTR: continue
            case EAGAIN:
                var wanted = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
                _ = unsafe poll(&wanted, 1, -1)
            default: throw Self.failure(path, errno)
            }
        }
    }

    private static func failure(_ path: String, _ code: Int32) -> CaptureError {
        switch code {
        case ENOENT, ENOTDIR: .fileNotFound(path: path)
        case EISDIR: .isDirectory(path: path)
        case EACCES, EPERM: .permissionDenied(path: path)
        default: .unreadable(path: path, reason: systemMessage(code))
        }
    }
}

/// The C library's words for an `errno`.
func systemMessage(_ code: Int32) -> String {
    unsafe String(cString: strerror(code))
}
