import Packets

/// What a list in force depends on: while it is the same, so is the list.
public struct ListVersion: Sendable, Hashable {
    /// The latest change of either list.
    public let sequence: Int64
    /// The latest end of an entry of the list that is over but not yet taken off.
    public let overdue: Timestamp?
}
