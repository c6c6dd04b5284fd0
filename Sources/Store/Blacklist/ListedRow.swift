import Detection
import Packets

/// As much of an entry of the blacklist as a firewall wants to know.
public struct ListedRow: Sendable, Hashable {
    public let prefix: IPPrefix
    public let action: BlacklistEntry.Action
    /// Nil: never.
    public let expiresAt: Timestamp?
}
