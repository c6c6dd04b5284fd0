import Packets

/// Which commands of the history. What is nil does not choose.
public struct CommandQuery: Sendable {
    /// Of just this account.
    public var accountID: Int64?
    public var clusterID: Int64?
    public var status: CommandStatus?
    /// The first instant of starting that counts.
    public var start: Timestamp?
    /// The first instant of starting that no longer counts.
    public var end: Timestamp?
    /// Default: 100, the latest first.
    public var page = IDPage(order: .descending)
    /// Octets at most of each output, cut between characters; nil: whole. Up to 4,096 the rest is not even read.
    public var outputBytes: Int?

    public init() {}

    var conditions: SQLConditions {
        var conditions = SQLConditions()
        conditions.require("account_id", is: accountID)
        conditions.require("cluster_id", is: clusterID)
        conditions.require("status", is: status?.rawValue)
        if let start { conditions.require("started_at >= ?", [start.nanoseconds]) }
        if let end { conditions.require("started_at < ?", [end.nanoseconds]) }
        return conditions
    }
}
