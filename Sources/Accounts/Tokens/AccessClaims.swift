import Foundation

/// What a verified access token says.
public struct AccessClaims: Hashable, Sendable {
    /// The account's uuid.
    public let subject: UUID
    /// The account's generation when the token was issued. An account whose generation is another by now refuses it.
    public let generation: Int64
    /// To the second.
    public let issuedAt: Date
    /// To the second; the token is refused from then on.
    public let expiresAt: Date

    public init(subject: UUID, generation: Int64, issuedAt: Date, expiresAt: Date) {
        self.subject = subject
        self.generation = generation
        self.issuedAt = issuedAt
        self.expiresAt = expiresAt
    }
}
