import Foundation

/// Which page of a list is asked for: `limit` and `cursor`.
struct PageRequest: Sendable {
    /// 1…1,000; default 100.
    var limit: Int
    var cursor: Cursor?

    static let limits: ClosedRange<Int64> = 1...1_000

    /// `numbers` is how many numbers make a position in this list.
    init(_ query: Query, numbers: Int = 1) throws(Problem) {
        limit = Int(try query.integer("limit", Self.limits) ?? 100)
        cursor = try query.value("cursor", expected: "one from an answer's next or previous") {
            Cursor($0, numbers: numbers)
        }
    }
}

/// A position in a list, opaque to clients: an item's numbers, and on which side of it the page lies.
struct Cursor: Sendable, Equatable {
    var position: [Int64]
    var isBackward: Bool

    init(_ position: [Int64], isBackward: Bool) {
        self.position = position
        self.isBackward = isBackward
    }

    /// Nil for what `text` cannot have made.
    init?(_ text: String, numbers: Int) {
        guard text.utf8.count <= 100 else { return nil }
        let padded = text.replacing("-", with: "+").replacing("_", with: "/")
            .padding(toLength: (text.count + 3) / 4 * 4, withPad: "=", startingAt: 0)
        guard let data = Data(base64Encoded: padded), let plain = String(data: data, encoding: .utf8) else {
            return nil
        }
        let parts = plain.split(separator: ":", omittingEmptySubsequences: false)
        let values = parts.dropFirst().compactMap { Int64($0) }
        guard parts.count == numbers + 1, values.count == numbers, parts[0] == "a" || parts[0] == "b" else {
            return nil
        }
        self.init(values, isBackward: parts[0] == "b")
    }

    /// What clients get.
    var text: String {
        let plain = ([isBackward ? "b" : "a"] + position.map(String.init)).joined(separator: ":")
        return Data(plain.utf8).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
            .replacing("=", with: "")
    }
}
