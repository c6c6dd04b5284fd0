import Foundation
import GRDB

extension StoreError {
    /// Runs `body` and turns errors of SQLite into the store's own; others pass.
    static func mapping<Value>(_ path: String, _ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw StoreError(error, path: path)
        } catch is RowDecodingError {
            // Its own text shows the row, which may hold what no log may.
            throw StoreError.damaged(path: path, reason: "a column holds a value of another type than it should")
        }
    }

    /// By SQLite's result code, https://www.sqlite.org/rescode.html.
    init(_ error: DatabaseError, path: String) {
        let text = error.message ?? "\(error.resultCode)"
        self =
            switch error.resultCode {
            case .SQLITE_BUSY, .SQLITE_LOCKED: .locked(path: path)
            case .SQLITE_FULL: .diskFull(path: path)
            // The log's index is a shared file, whose growth fails so where the disk has no room.
            case .SQLITE_IOERR where error.extendedResultCode == .SQLITE_IOERR_SHMSIZE: .diskFull(path: path)
            case .SQLITE_CORRUPT, .SQLITE_NOTADB: .damaged(path: path, reason: text)
            case .SQLITE_READONLY: .readOnly(path: path)
            case .SQLITE_PERM, .SQLITE_AUTH: .notPermitted(path: path)
            case .SQLITE_CANTOPEN: .folderUnusable(path: path, reason: text)
            case .SQLITE_CONSTRAINT, .SQLITE_TOOBIG, .SQLITE_MISMATCH, .SQLITE_RANGE: .refused(reason: text)
            default: .failed(path: path, reason: "\(text) (SQLite \(error.extendedResultCode.rawValue))")
            }
    }

    /// By what the file system said.
    init(_ error: any Error, folder: String) {
        self =
            switch (error as? CocoaError)?.code {
            case .fileWriteVolumeReadOnly: .readOnly(path: folder)
            case .fileWriteNoPermission, .fileReadNoPermission: .notPermitted(path: folder)
            case .fileWriteOutOfSpace: .diskFull(path: folder)
            default: .folderUnusable(path: folder, reason: "\((error as NSError).localizedDescription)")
            }
    }
}
