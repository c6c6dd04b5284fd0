/// What became of a change of an account.
public enum AccountChange: Sendable, Equatable {
    /// Done; the account as it is now or, where it was removed, as it was.
    case done(Account)
    /// Nothing changed: there is no such account.
    case notFound
    /// Nothing changed: the account has another generation than was expected.
    case stale
    /// Nothing changed: nobody would be left who may do everything.
    case lastAdmin
}
