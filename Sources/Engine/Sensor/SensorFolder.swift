import Capture
import Foundation

/// The folder of a sensor's store, handed to the user that the sensor becomes.
enum SensorFolder {
    /// Makes the folder where it is missing, for its owner alone, and gives it and what is in it to `user`.
    static func prepare(_ path: String, for user: String?) throws {
        let files = FileManager.default
        if !files.fileExists(atPath: path) {
            do {
                try files.createDirectory(
                    atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            } catch {
                throw SensorFolderError(path: path, reason: error.localizedDescription)
            }
        }
        guard let user else { return }
        try Privileges.own(path: path, user: user)
        for name in (try? files.contentsOfDirectory(atPath: path)) ?? [] where name.hasPrefix("weir.sqlite") {
            try Privileges.own(path: path + "/" + name, user: user)
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
