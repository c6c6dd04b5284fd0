/// A page of rows in the order of their numbers, which stay while rows come and go.
public struct IDPage: Sendable, Hashable {
    /// Default `.ascending`: the oldest first.
    public var order: SampleQuery.Order
    /// Rows with a greater number only, of which `.ascending` begins at the next.
    public var afterID: Int64?
    /// Rows with a smaller number only, of which `.descending` begins at the next.
    public var beforeID: Int64?
    /// Rows at most. Default 100.
    public var limit: Int

    public init(
        order: SampleQuery.Order = .ascending, afterID: Int64? = nil, beforeID: Int64? = nil, limit: Int = 100
    ) {
        self.order = order
        self.afterID = afterID
        self.beforeID = beforeID
        self.limit = limit
    }
}
