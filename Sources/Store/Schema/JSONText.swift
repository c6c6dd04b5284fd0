import Foundation
import GRDB

/// Reads the columns that hold JSON, as `JSONOctets` writes it.
struct JSONText {
    private let decoder: JSONDecoder

    init() {
        decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
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
