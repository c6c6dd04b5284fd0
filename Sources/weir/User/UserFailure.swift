import Accounts
import ArgumentParser
import Store

/// Why an account was not made or changed, and what to do.
struct UserFailure: Error {
    var message: String
    /// Of the program.
    var code: Int32

    init(_ message: String, code: Int32 = 1) {
        self.message = message
        self.code = code
    }

    /// Tells it on standard error; the error that ends the program.
    func exit() -> ExitCode {
        StandardError.write("weir: \(message)\n")
        return ExitCode(code)
    }

    /// Runs `body`; a name or a password that is not taken ends the program as wrong usage.
    static func checking<Value>(_ body: () throws(CredentialError) -> Value) throws -> Value {
        do {
            return try body()
        } catch {
            throw UserFailure(error.message, code: 2).exit()
        }
    }

    /// The account after a change, where there was one.
    static func checking(_ change: AccountChange, of account: Account) throws(UserFailure) -> Account {
        switch change {
        case .done(let account): account
        case .notFound, .stale: throw UserFailure("\(account.name) was changed by somebody else meanwhile; try again")
        case .lastAdmin:
            throw UserFailure(
                "\(account.name) is the last admin; make another first with 'weir user add NAME --role admin' or "
                    + "'weir user role NAME admin'")
        }
    }
}
