/// A user name or a password that Weir does not take.
///
/// Never holds a password's text, so that it can go into answers and logs.
public struct CredentialError: Error, Hashable, Sendable {
    /// The field that is wrong, as `username`.
    public let field: String
    /// What the field takes.
    public let expected: String
    /// What it was given instead.
    public let found: String

    /// `FIELD: expected …, not …`.
    public var message: String { "\(field): expected \(expected), not \(found)" }
}

extension CredentialError: CustomStringConvertible {
    public var description: String { message }
}
