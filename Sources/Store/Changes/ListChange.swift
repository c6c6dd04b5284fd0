import Packets

/// A change of a list, as the audit trail tells it.
public struct ListChange: Sendable, Equatable {
    /// Grows with time, over both lists: who has seen this one asks for what is after it.
    public let sequence: Int64
    /// By the wall clock.
    public let time: Timestamp
    public let change: AuditChange
    public let prefix: IPPrefix
    /// The entry before, a JSON object of text, numbers and no nulls; nil where there was none.
    public let before: String?
    /// The entry after, as `before`; nil where there is none.
    public let after: String?
    public let who: String
    public let why: String

    init(_ record: AuditRecord) {
        sequence = record.id
        time = record.time
        change = record.change
        prefix = record.prefix
        before = record.before
        after = record.after
        who = record.who
        why = record.why
    }
}
