import Capture
import Foundation
import Store

/// The folder of a sensor's store, handed to the user that the sensor becomes.
enum SensorFolder {
    /// Makes the folder where it is missing, for its owner alone, and gives it to `user` with what is in it.
    ///
    /// A folder that holds anything but a store is not the sensor's to give away; it keeps its owner, and the store tells
    /// where that user may not write it.
    static func prepare(_ path: String, for user: String?) throws {
        var isFolder: ObjCBool = false
        if unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) {
            guard isFolder.boolValue else { throw StoreError.notAFolder(path: path) }
        } else {
            try make(path)
        }
        if unsafe access(path, W_OK) != 0, errno == EROFS { throw StoreError.readOnly(path: path) }
        guard let user, try holdsNothingButAStore(path) else { return }
        try Privileges.own(path: path, user: user)
    }

    private static func make(_ path: String) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw SensorFolderError(path: path, reason: error.localizedDescription)
        }
    }

    private static func holdsNothingButAStore(_ path: String) throws -> Bool {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: path).allSatisfy {
                // Beside the store lie the keys and the work folder of `weir serve`; a file system of its own has a
                // folder for what a check finds.
                $0.hasPrefix(DataStore.fileName) || $0.hasPrefix("jwt.key") || $0.hasPrefix("vault.key")
                    || ["kubectl", "lost+found"].contains($0)
            }
        } catch {
            throw StoreError.notPermitted(path: path)
        }
    }
}

/// The data folder cannot be made.
public struct SensorFolderError: Error, CustomStringConvertible {
    public var path: String
    public var reason: String
    public var description: String {
        "the data folder \(path.debugDescription) cannot be made: \(reason); give --data a folder that can be written"
    }
}
