import Packets

/// A block of addresses that is never listed.
public struct AllowlistEntry: Sendable, Equatable {
    /// The store's number for it, never used again.
    public let id: Int64
    public let prefix: IPPrefix
    public let reason: String
    /// Who said so.
    public let who: String
    /// By the wall clock.
    public let createdAt: Timestamp
}
