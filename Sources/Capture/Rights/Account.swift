import Glibc

/// A user of the system's and the user's main group.
struct Account {
    let user: uid_t
    let group: gid_t

    init(named name: String) throws(CaptureError) {
        var entry = unsafe passwd()
        var found: UnsafeMutablePointer<passwd>?
        var room = [CChar](repeating: 0, count: 65_536)
        let code = unsafe getpwnam_r(name, &entry, &room, room.count, &found)
        guard unsafe code == 0 && found != nil else { throw .unknownUser(name: name) }
        (user, group) = unsafe (entry.pw_uid, entry.pw_gid)
    }

    /// Takes over the folder open as `descriptor`, with what is in it, and closes it.
    func own(folder descriptor: Int32, path: String) throws(CaptureError) {
        guard let entries = unsafe fdopendir(descriptor) else {
            let code = errno
            close(descriptor)
            throw .unreadable(path: path, reason: systemMessage(code))
        }
        defer { unsafe closedir(entries) }
        func require(_ status: Int32, _ path: String) throws(CaptureError) {
            if status != 0 { throw .unreadable(path: path, reason: systemMessage(errno)) }
        }
        try require(fchown(descriptor, user, group), path)
        while let entry = unsafe readdir(entries) {
            let name = unsafe entryName(entry)
            if name == "." || name == ".." { continue }
            let inner = path + "/" + name
            var status = stat()
            try require(unsafe fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW), inner)
            switch status.st_mode & S_IFMT {
            case S_IFDIR:
                let folder = unsafe openat(descriptor, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
                try require(folder < 0 ? -1 : 0, inner)
                try own(folder: folder, path: inner)
            case S_IFREG where status.st_nlink == 1:
                try require(unsafe fchownat(descriptor, name, user, group, AT_SYMLINK_NOFOLLOW), inner)
            default: break
            }
        }
    }
}
