import Foundation

/// The folder that holds the database.
struct DataFolder {
    /// Relative to the working directory, or absolute.
    var path: String

    /// Makes the folder and an empty file in it where they are missing, readable by nobody else.
    /// Answers the file's path.
    ///
    /// An existing folder keeps its mode, since it may be shared on purpose; the file is made private in any case.
    func prepare(fileName: String) throws -> String {
        let files = FileManager.default
        // Only of a folder is there a path that goes on behind it.
        if !files.fileExists(atPath: path + "/.") {
            if files.fileExists(atPath: path) { throw StoreError.notAFolder(path: path) }
            try attempt {
                try files.createDirectory(
                    atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            }
        }
        try probe()
        let file = path + "/" + fileName
        if !files.fileExists(atPath: file) { try create(file) }
        try attempt { try files.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file) }
        return file
    }

    /// Finds out what SQLite would tell too late and less clearly: whether files can be made here.
    private func probe() throws {
        let name = path + "/.weir-probe-" + UUID().uuidString
        try attempt { try Data().write(to: URL(fileURLWithPath: name), options: .withoutOverwriting) }
        try attempt { try FileManager.default.removeItem(atPath: name) }
    }

    /// Makes an empty file, which SQLite takes for an empty database and gives the mode of to its log.
    ///
    /// Private from its first moment: who could open it before a chmod could read all that comes later. The mode goes with
    /// the call; the umask belongs to the whole process, whose other threads make files too.
    private func create(_ file: String) throws {
        let descriptor = unsafe open(file, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
        if descriptor >= 0 {
            close(descriptor)
            return
        }
        switch errno {
        case EEXIST: break  // Another process was faster; both open the same database.
        case EROFS: throw StoreError.readOnly(path: path)
        case EACCES, EPERM: throw StoreError.notPermitted(path: path)
        case ENOSPC, EDQUOT: throw StoreError.diskFull(path: path)
        case let code: throw StoreError.folderUnusable(path: path, reason: unsafe String(cString: strerror(code)))
        }
    }

    private func attempt(_ body: () throws -> Void) throws {
        do {
            try body()
        } catch {
            throw StoreError(error, folder: path)
        }
    }
}
