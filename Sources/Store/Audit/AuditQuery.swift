import Packets

/// Which lines of the audit trail. What is nil does not choose.
public struct AuditQuery: Sendable {
    /// Just this prefix.
    public var prefix: IPPrefix?
    /// The first instant that counts.
    public var start: Timestamp?
    /// The first instant that no longer counts.
    public var end: Timestamp?
    /// Lines with a greater number only, of which `.ascending` begins at the next.
    public var afterID: Int64?
    /// Lines with a smaller number only, as to go on in `.descending` order.
    public var beforeID: Int64?
    /// By number. Default `.descending`: the latest first.
    public var order = SampleQuery.Order.descending
    /// Lines at most. Default 100.
    public var limit = 100

    public init() {}
}
