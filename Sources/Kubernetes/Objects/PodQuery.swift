/// Which pods are wanted.
public struct PodQuery: Sendable, Hashable {
    /// Nil: all that the account may list.
    public var namespace: String?
    /// As kubectl's `-l`.
    public var labelSelector: String?
    /// At most so many in a page, 1…1,000.
    public var limit: Int
    /// Where the page before ended.
    public var cursor: String?

    public init(namespace: String? = nil, labelSelector: String? = nil, limit: Int = 100, cursor: String? = nil) {
        self.namespace = namespace
        self.labelSelector = labelSelector
        self.limit = limit
        self.cursor = cursor
    }
}

/// One page of pods.
public struct PodPage: Sendable, Hashable {
    public var items: [Pod]
    /// Of the next page; nil: this is the last.
    public var cursor: String?
    /// How many are left after this page, where the cluster says so; it does not with a selector.
    public var remaining: Int?
}
