/// Why kubectl was not run.
public struct KubectlRunnerError: Error, Sendable, Hashable {
    /// The HTTP status that Weir answers with: 400 or 503.
    public let status: Int
    /// What is wrong and what to do. Never holds a token.
    public let detail: String

    public init(status: Int, detail: String) {
        self.status = status
        self.detail = detail
    }
}
