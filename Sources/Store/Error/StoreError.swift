/// Why the store could not do as told; `message` says what is wrong and what to do.
///
/// Whatever the error, nothing is half-written: the contents are those before the call.
public enum StoreError: Error, Hashable, Sendable {
    /// The path of the folder names something else.
    case notAFolder(path: String)
    /// The folder is missing and cannot be made, or files cannot be made in it.
    case folderUnusable(path: String, reason: String)
    case notPermitted(path: String)
    /// On a file system that is mounted read-only.
    case readOnly(path: String)
    /// Another process held the database for longer than the busy timeout.
    case locked(path: String)
    case diskFull(path: String)
    /// Not a database, or one that contradicts itself.
    case damaged(path: String, reason: String)
    /// A database of another program.
    case foreignDatabase(path: String)
    /// Written by a newer Weir; `migrations` are those that this one does not know.
    case newerSchema(path: String, migrations: [String])
    /// A value that the database does not take, as a score that is no number.
    case refused(reason: String)
    /// SQLite failed for another reason.
    case failed(path: String, reason: String)
}
