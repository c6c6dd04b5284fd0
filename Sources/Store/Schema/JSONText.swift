import Foundation
import GRDB

/// Writes and reads the columns that hold JSON; keys are in a stable order.
struct JSONText {
    private let encoder: JSONEncoder
    private let decoder: JSONDecoder

    init() {
        encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    }

    /// The value as JSON.
    func of(_ value: some Encodable) throws -> String {
        String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    /// The value of JSON; the database is damaged where it is something else.
    func value<Value: Decodable>(_ text: String) throws -> Value {
        do {
            return try decoder.decode(Value.self, from: Data(text.utf8))
        } catch is DecodingError {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a column of JSON holds something else")
        }
    }
}
