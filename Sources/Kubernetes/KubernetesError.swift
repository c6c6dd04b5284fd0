/// Why a cluster could not be asked, as Weir answers it.
public struct KubernetesError: Error, Sendable, Hashable {
    /// The HTTP status that Weir answers with: 400, 403, 404, 410, 502, 503 or 504. Never 401, which is about
    /// Weir's own tokens, and never 500.
    public let status: Int
    /// What is wrong and what to do. Never holds a token.
    public let detail: String
    /// Seconds after which to try again, where the cluster said so.
    public let retryAfter: Int?

    public init(status: Int, detail: String, retryAfter: Int? = nil) {
        self.status = status
        self.detail = detail
        self.retryAfter = retryAfter
    }
}
