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
    /// The first instant, by the wall clock, at which it no longer protects; nil: it always does.
    public let expiresAt: Timestamp?

    /// Whether it protects at `time`.
    public func isActive(at time: Timestamp) -> Bool { expiresAt.map { $0 > time } ?? true }
}
