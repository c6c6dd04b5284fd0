/// Who a token is and what it may read.
public struct AccountReview: Sendable, Hashable {
    /// As the cluster names it: `system:serviceaccount:NAMESPACE:NAME`.
    public let account: String
    /// In the whole cluster.
    public let listNodes: Bool
    /// In the namespace that was asked about.
    public let listPods: Bool

    public init(account: String, listNodes: Bool, listPods: Bool) {
        self.account = account
        self.listNodes = listNodes
        self.listPods = listPods
    }
}
