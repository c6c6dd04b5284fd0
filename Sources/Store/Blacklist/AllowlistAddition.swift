/// What became of a block of addresses given to the allowlist.
public struct AllowlistAddition: Sendable, Equatable {
    /// The entry as it is now.
    public let entry: AllowlistEntry
    /// The entry of the same block that it replaced; nil where there was none in force.
    public let replaced: AllowlistEntry?
    /// What was taken off the blacklist, which the entry covers.
    public let removed: [ListedEntry]
}
