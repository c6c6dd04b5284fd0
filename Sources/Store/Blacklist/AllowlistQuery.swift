import Packets

/// Which entries of the allowlist. What is nil does not choose.
public struct AllowlistQuery: Sendable {
    /// Entries that cover or equal this address.
    public var covering: IPAddress?
    /// Entries that lie in or equal this block.
    public var within: IPPrefix?
    /// Entries in force at this time.
    public var activeAt: Timestamp?
    /// Default: 100, the oldest first.
    public var page = IDPage()

    public init() {}
}
