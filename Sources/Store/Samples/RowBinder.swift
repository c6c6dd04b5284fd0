import GRDB

/// Binds the values of one row or several, one after another, to a statement, and runs it.
///
/// `StatementArguments` boxes every value twice, which for samples costs as much as half of what SQLite does with them.
/// This is the only place of the module that hands GRDB's pointer to the statement back to GRDB.
struct RowBinder {
    private let statement: Statement
    /// Of the value bound last, from 1.
    private var place: Int32 = 0

    /// Begins anew; what is not bound is null.
    init(_ statement: Statement) {
        self.statement = statement
        // Resets the statement and clears what was bound; without it GRDB would look for arguments of its own.
        statement.setUncheckedArguments(StatementArguments())
    }

    /// Binds the next value.
    mutating func bind(_ value: some StatementBinding) throws {
        place += 1
        let code = unsafe value.bind(to: statement.sqliteStatement, at: place)
        if code != 0 { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
    }

    /// Leaves the next value null.
    mutating func skip() { place += 1 }

    /// Runs the statement with what was bound.
    func execute() throws { try statement.execute() }
}
