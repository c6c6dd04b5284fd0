import Detection

/// An entry of the blacklist as it is stored.
public struct ListedEntry: Sendable, Equatable {
    /// The store's number for the prefix, kept while it is listed, whatever replaces its entry; never used again.
    public let id: Int64
    public let entry: BlacklistEntry
    /// The sensor whose verdict made it; nil for entries that no verdict made.
    public let sensor: String?
    /// Automatic blocks of the address so far, this one included; 0 for what is no automatic block.
    public let blocks: Int
}
