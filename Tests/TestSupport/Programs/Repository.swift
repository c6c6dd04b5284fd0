import Foundation

/// Where the tests' own files lie.
public enum Repository {
    /// The root of the checkout, told from this file's path.
    public static let root: String = {
        let parts = #filePath.split(separator: "/").dropLast(4)
        return "/" + parts.joined(separator: "/")
    }()

    public static let samples = root + "/samples"
    public static let rules = root + "/rules"

    /// The text of a file in the checkout.
    public static func text(_ path: String) throws -> String {
        try String(contentsOfFile: root + "/" + path, encoding: .utf8)
    }
}
