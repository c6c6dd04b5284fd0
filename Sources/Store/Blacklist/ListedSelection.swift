import Detection
import Packets

/// What of the blacklist is handed to who enforces it.
public struct ListedSelection: Sendable, Hashable {
    /// Entries in force at this time.
    public var activeAt: Timestamp
    /// Default: blocks only.
    public var actions: Set<BlacklistEntry.Action>
    /// Whether what would only have been done counts. Default false.
    public var includesSimulated: Bool

    public init(
        activeAt: Timestamp, actions: Set<BlacklistEntry.Action> = [.block], includesSimulated: Bool = false
    ) {
        self.activeAt = activeAt
        self.actions = actions
        self.includesSimulated = includesSimulated
    }
}
