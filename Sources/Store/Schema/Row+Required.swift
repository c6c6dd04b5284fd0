import GRDB

extension Row {
    /// The value at `index` as `convert` understands it; the database is damaged, or a newer Weir's, where it does not.
    func required<Stored: DatabaseValueConvertible & StatementColumnConvertible, Value>(
        _ index: Int, _ name: String, _ convert: (Stored) -> Value?
    ) throws -> Value {
        let stored: Stored? = self[index]
        guard let value = stored.flatMap(convert) else {
            throw DatabaseError(
                resultCode: .SQLITE_CORRUPT, message: "column \(name) holds what this Weir does not know")
        }
        return value
    }
}
