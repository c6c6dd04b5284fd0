extension StoreError: CustomStringConvertible {
    public var description: String { message }

    /// What is wrong and what to do about it, in one line without a final full stop.
    public var message: String {
        switch self {
        case .notAFolder(let path):
            "\(path.debugDescription) is not a folder; name another with --data"
        case .folderUnusable(let path, let reason):
            "\(path.debugDescription) cannot hold the database: \(reason); check the path given with --data"
        case .notPermitted(let path):
            "\(path.debugDescription) may not be written by this user; run as its owner or name another with --data"
        case .readOnly(let path):
            "\(path.debugDescription) is on a read-only file system; mount it writable or name another with --data"
        case .locked(let path):
            "\(path.debugDescription) is locked by another process; end it (fuser names it), then try again"
        case .diskFull(let path):
            "the disk of \(path.debugDescription) is full; nothing was written; make room, or lower the size kept"
        case .damaged(let path, let reason):
            "\(path.debugDescription) is damaged: \(reason); move it away and restore a backup, "
                + "or save what sqlite3 .recover still reads"
        case .foreignDatabase(let path):
            "\(path.debugDescription) is a database of another program; name another folder with --data"
        case .newerSchema(let path, let migrations):
            "\(path.debugDescription) was written by a newer Weir (\(migrations.joined(separator: ", "))); "
                + "install that version, or name another folder with --data"
        case .refused(let reason):
            "the database does not take this: \(reason); nothing was written"
        case .failed(let path, let reason):
            "\(path.debugDescription) failed: \(reason); check the disk and the system's log, then try again"
        }
    }
}
