import Foundation
import Testing

/// Reads lines of JSON in tests.
enum JSONText {
    /// The object of a line.
    static func object(_ line: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any], "no object: \(line)")
    }

    /// The keys of an object in the order of its text, those of objects within left out.
    static func keys(_ line: String) -> [String] {
        var keys: [String] = []
        var depth = 0
        var text: [UInt8]?
        var last = ""
        var isEscaped = false
        for octet in line.utf8 {
            if let open = text {
                if isEscaped {
                    isEscaped = false
                } else if octet == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if octet == UInt8(ascii: "\"") {
                    last = String(decoding: open, as: UTF8.self)
                    text = nil
                    continue
                }
                text?.append(octet)
                continue
            }
            switch octet {
            case UInt8(ascii: "\""): text = []
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            case UInt8(ascii: ":") where depth == 1: keys.append(last)
            default: break
            }
        }
        return keys
    }
}
