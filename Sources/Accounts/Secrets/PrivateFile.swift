import Foundation

/// A small file that only its owner may read. All of the module's calls of the operating system on files are here.
struct PrivateFile {
    let path: String

    /// Octets read at most; a secret is shorter.
    private static let maximumSize = 4096

    /// The file's octets; nil where there is none. What others could have read or written is refused.
    func read() throws(SecretKeyError) -> [UInt8]? {
        // Not blocking: a pipe in the file's place must not hang the server.
        let descriptor = unsafe Glibc.open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw error(errno)
        }
        defer { close(descriptor) }
        // Of what is open, not of the name: the name may mean another file by now.
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw error(errno) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile(path: path) }
        guard try isOurs(status.st_uid) else { throw .foreignOwner(path: path, owner: status.st_uid) }
        guard status.st_mode & 0o077 == 0 else { throw .notPrivate(path: path, mode: status.st_mode & 0o7777) }
        return try read(descriptor)
    }

    /// Makes the file with these octets, unless there is one by then.
    ///
    /// It is written whole and to the disk under another name first, which then becomes its second name: `link` replaces
    /// nothing, so that of two makers one wins.
    func create(_ octets: [UInt8]) throws(SecretKeyError) {
        let draft = path + ".new-" + UUID().uuidString
        let descriptor = unsafe Glibc.open(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw errno == ENOENT ? .noFolder(path: path) : error(errno) }
        defer { unsafe unlink(draft) }
        do {
            defer { close(descriptor) }
            // The umask may have taken rights away, even the owner's.
            guard fchmod(descriptor, 0o600) == 0 else { throw error(errno) }
            try write(octets, descriptor)
            guard fsync(descriptor) == 0 else { throw error(errno) }
        }
        guard unsafe link(draft, path) == 0 || errno == EEXIST else { throw error(errno) }
        try syncFolder()
    }

    /// This process's user, or, for root, the one who owns the folder: root works on a service's data for it.
    private func isOurs(_ owner: uid_t) throws(SecretKeyError) -> Bool {
        if owner == geteuid() { return true }
        guard geteuid() == 0 else { return false }
        var status = stat()
        guard unsafe stat(folder, &status) == 0 else { throw error(errno) }
        return status.st_uid == owner
    }

    private func read(_ descriptor: Int32) throws(SecretKeyError) -> [UInt8] {
        var octets: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: Self.maximumSize)
        while octets.count < Self.maximumSize {
            let count = unsafe Glibc.read(descriptor, &chunk, chunk.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw error(errno) }
            if count == 0 { break }
            octets += chunk[..<count]
        }
        return octets
    }

    private func write(_ octets: [UInt8], _ descriptor: Int32) throws(SecretKeyError) {
        var rest = octets[...]
        while !rest.isEmpty {
            let count = unsafe Glibc.write(descriptor, Array(rest), rest.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw error(errno) }
            rest = rest.dropFirst(count)
        }
    }

    private func syncFolder() throws(SecretKeyError) {
        let descriptor = unsafe Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw error(errno) }
        defer { close(descriptor) }
        // Some file systems cannot sync a folder and say so by EINVAL.
        guard fsync(descriptor) == 0 || errno == EINVAL else { throw error(errno) }
    }

    private var folder: String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private func error(_ code: Int32) -> SecretKeyError {
        switch code {
        case ELOOP: .symbolicLink(path: path)
        case EACCES, EPERM: .notPermitted(path: path)
        case EISDIR, ENXIO: .notAFile(path: path)
        default: .unusable(path: path, reason: unsafe String(cString: strerror(code)))
        }
    }
}
