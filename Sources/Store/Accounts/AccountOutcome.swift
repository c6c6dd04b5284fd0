/// What became of a new account.
public enum AccountOutcome: Sendable, Equatable {
    case created(Account)
    /// Nothing changed: another account has the name.
    case nameTaken
    /// Nothing changed: only the first account was to be made, and there is one.
    case closed
}
