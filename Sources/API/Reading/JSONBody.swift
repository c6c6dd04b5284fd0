import Foundation
import Hummingbird
import NIOCore

/// A body that is a JSON object, read field by field; what was not asked for in the end is an error that names it.
struct JSONBody: Sendable {
    private let fields: [String: JSONValue]

    init(_ fields: [String: JSONValue]) { self.fields = fields }

    /// Collects and parses the body of a request.
    ///
    /// - Parameter maximum: Octets at most, where it is less than what is configured.
    static func read(
        _ request: Request, _ configuration: ServerConfiguration, maximum: Int = .max
    ) async throws -> JSONBody {
        let type = request.headers[.contentType]?.split(separator: ";").first?.lowercased()
        guard type?.trimmingCharacters(in: .whitespaces) == "application/json" else {
            throw Problem(.unsupportedMediaType, "Content-Type: expected application/json")
        }
        let limit = min(configuration.maximumBodyBytes, maximum)
        let tooLarge = Problem(.contentTooLarge, "the body is larger than \(limit) octets")
        if let length = request.headers[.contentLength].flatMap(Int.init), length > limit { throw tooLarge }
        let buffer: ByteBuffer
        do {
            buffer = try await request.body.collect(upTo: limit)
        } catch is NIOTooManyBytesError {
            throw tooLarge
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            // The client broke off, was too slow, or broke the rules of HTTP: no fault of ours.
            throw Problem(.badRequest, "the body did not arrive in full")
        }
        return try parse(Array(buffer.readableBytesView))
    }

    private static func parse(_ octets: [UInt8]) throws(Problem) -> JSONBody {
        let value: JSONValue
        do {
            value = try JSONReader.parse(octets)
        } catch {
            throw Problem(.badRequest, "the body is not valid JSON; expected an object")
        }
        guard case .object(let fields) = value else {
            throw Problem(.badRequest, "the body: expected an object, not \(value.type)")
        }
        return JSONBody(fields)
    }

    /// Whether the field is there, null or not.
    func has(_ name: String) -> Bool { fields[name] != nil }

    /// Refuses fields beyond these.
    func allow(only names: String...) throws(Problem) {
        let unknown = Set(fields.keys).subtracting(names).sorted()
        guard let first = unknown.first else { return }
        let list = names.joined(separator: ", ")
        if unknown.count == 1 { throw Problem(.badRequest, "unknown field: \(first.prefix(60)); there are: \(list)") }
        let shown = unknown.prefix(8).map { String($0.prefix(60)) }.joined(separator: ", ")
        throw Problem(.badRequest, "unknown fields: \(shown); there are: \(list)")
    }

    /// Text of so many characters; nil where the field is missing. Null is refused.
    func text(_ name: String, _ length: ClosedRange<Int>) throws(Problem) -> String? {
        guard let value = fields[name] else { return nil }
        let expected = "a string of \(length.lowerBound) to \(length.upperBound) characters"
        guard case .string(let text) = value else { throw .invalid(name, "\(expected), not \(value.type)") }
        guard length.contains(text.unicodeScalars.count) else {
            throw .invalid(name, "\(expected), not \(text.unicodeScalars.count)")
        }
        guard !text.utf8.contains(0) else { throw .invalid(name, "\(expected) without NUL") }
        return text
    }

    /// Text that has to be there.
    func requiredText(_ name: String, _ length: ClosedRange<Int>) throws(Problem) -> String {
        guard let text = try text(name, length) else { throw .missing(name) }
        return text
    }

    /// A whole number; nil where the field is missing.
    func integer(_ name: String, _ range: ClosedRange<Int64>) throws(Problem) -> Int64? {
        guard let value = fields[name] else { return nil }
        let expected = "a whole number from \(range.lowerBound) to \(range.upperBound)"
        guard case .integer(let number) = value else { throw .invalid(name, "\(expected), not \(value.type)") }
        guard range.contains(number) else { throw .invalid(name, "\(expected), not \(number)") }
        return number
    }

    func boolean(_ name: String) throws(Problem) -> Bool? {
        guard let value = fields[name] else { return nil }
        guard case .boolean(let flag) = value else { throw .invalid(name, "true or false, not \(value.type)") }
        return flag
    }

    /// One of a closed set of words; nil where the field is missing.
    func choice<Value: RawRepresentable & CaseIterable>(
        _ name: String, _ type: Value.Type
    ) throws(Problem) -> Value? where Value.RawValue == String {
        guard let value = fields[name] else { return nil }
        let expected = Value.allCases.map(\.rawValue).joined(separator: ", ")
        guard case .string(let text) = value else { throw .invalid(name, "\(expected), not \(value.type)") }
        guard let choice = Value(rawValue: text) else {
            throw .invalid(name, "\(expected), not \(text.prefix(60).debugDescription)")
        }
        return choice
    }

    /// A number of the store's, which may come as digits in a string, too.
    func identifier(_ name: String) throws(Problem) -> Int64 {
        switch fields[name] {
        case nil: throw .missing(name)
        case .integer(let id) where id > 0: return id
        case .string(let text):
            if text.utf8.count <= 19, text.utf8.allSatisfy({ (48...57).contains($0) }), let id = Int64(text), id > 0 {
                return id
            }
        default: break
        }
        throw .invalid(name, "a positive whole number, or its digits as a string")
    }

    /// Whether the field is there and null.
    func isNull(_ name: String) -> Bool { fields[name] == .null }
}
