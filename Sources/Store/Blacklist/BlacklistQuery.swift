import Detection
import Packets

/// Which entries of the blacklist. What is nil does not choose.
public struct BlacklistQuery: Sendable {
    public var action: BlacklistEntry.Action?
    public var origin: BlacklistEntry.Origin?
    /// Entries that cover or equal this address.
    public var covering: IPAddress?
    /// Entries that lie in or equal this block.
    public var within: IPPrefix?
    public var sensor: String?
    public var simulated: Bool?
    /// Entries in force at this time.
    public var activeAt: Timestamp?
    /// Default: 100, the oldest first.
    public var page = IDPage()

    public init() {}
}
