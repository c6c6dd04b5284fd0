import Detection
import Packets

/// An entry of the blacklist or the allowlist as enforcers are told of it.
public struct ExportEntry: Sendable, Hashable {
    public var prefix: IPPrefix
    public var action: BlacklistEntry.Action
    /// Whole seconds that the entry is still in force; nil: for good. What has none left is not written.
    public var secondsLeft: Int64?

    public init(prefix: IPPrefix, action: BlacklistEntry.Action, secondsLeft: Int64?) {
        self.prefix = prefix
        self.action = action
        self.secondsLeft = secondsLeft
    }
}
