import Packets

/// A line of the audit trail: who changed what, when and why. Never changed, never deleted.
public struct AuditRecord: Sendable, Equatable {
    /// Grows with time, so that a reader asks for what is behind the last that it saw.
    public let id: Int64
    /// By the wall clock.
    public let time: Timestamp
    public let who: String
    public let why: String
    public let change: AuditChange
    public let prefix: IPPrefix
    /// The entry before, a JSON object; nil where there was none.
    public let before: String?
    /// The entry after, a JSON object; nil where there is none.
    public let after: String?
}
