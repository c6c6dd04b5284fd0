import Foundation
import Hummingbird

/// The parameters behind `?`, each at most once.
struct Query: Sendable {
    private(set) var values: [String: String] = [:]
    /// As the request had it, without `?`.
    let text: String

    /// Reads `text`; refuses parameters beyond `known`, twice the same, and what is not percent-encoded UTF-8.
    init(_ text: String?, known: Set<String>) throws(Problem) {
        self.text = text ?? ""
        for pair in self.text.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = try Self.decoded(parts[0])
            guard known.contains(name) else {
                let list = known.isEmpty ? "none" : known.sorted().joined(separator: ", ")
                throw Problem(.badRequest, "unknown parameter: \(name); there are: \(list)")
            }
            guard values[name] == nil else { throw Problem(.badRequest, "\(name): expected once, not twice") }
            values[name] = try Self.decoded(parts.count > 1 ? parts[1] : "")
        }
    }

    private static func decoded(_ text: Substring) throws(Problem) -> String {
        guard let value = text.replacing("+", with: " ").removingPercentEncoding, !value.utf8.contains(0) else {
            throw Problem(.badRequest, "the query is not percent-encoded UTF-8: \(text.prefix(40))")
        }
        return value
    }

    subscript(_ name: String) -> String? { values[name] }

    /// The value as `convert` understands it; nil where it is not given.
    func value<Value>(
        _ name: String, expected: @autoclosure () -> String, _ convert: (String) -> Value?
    ) throws(Problem) -> Value? {
        guard let text = values[name] else { return nil }
        guard let value = convert(text) else {
            throw .invalid(name, "\(expected()), not \(text.prefix(60).debugDescription)")
        }
        return value
    }

    /// One of a closed set of words.
    func choice<Value: RawRepresentable & CaseIterable>(
        _ name: String, _ type: Value.Type
    ) throws(Problem) -> Value? where Value.RawValue == String {
        try value(name, expected: Value.allCases.map(\.rawValue).joined(separator: ", ")) { Value(rawValue: $0) }
    }

    func integer(_ name: String, _ range: ClosedRange<Int64>) throws(Problem) -> Int64? {
        try value(name, expected: "a whole number from \(range.lowerBound) to \(range.upperBound)") { text in
            guard text.utf8.count <= 20 else { return nil }
            return Int64(text).flatMap { range.contains($0) && !text.hasPrefix("+") ? $0 : nil }
        }
    }

    func boolean(_ name: String) throws(Problem) -> Bool? {
        try value(name, expected: "true or false") { $0 == "true" ? true : $0 == "false" ? false : nil }
    }
}
