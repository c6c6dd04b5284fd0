import Hummingbird

/// One call of the API.
struct Route: Sendable {
    typealias Handler = @Sendable (Call) async throws -> Response

    var method: HTTPRequest.Method
    /// As the document of the API writes it: `/api/anomaly/blacklist/{id}/`. Exact, its slash at the end included.
    var path: String
    var access: Access
    /// The query parameters that it takes; others are a 400 that names them.
    var query: Set<String>
    var handler: Handler

    init(
        _ method: HTTPRequest.Method, _ path: String, _ access: Access, query: Set<String> = [],
        _ handler: @escaping Handler
    ) {
        self.method = method
        self.path = path
        self.access = access
        self.query = query
        self.handler = handler
    }

    /// The segments between slashes; a slash at the end makes an empty last one.
    var segments: [Substring] { path.split(separator: "/", omittingEmptySubsequences: false) }
}

extension Set<String> {
    /// The parameters of a list's page.
    static let page: Set<String> = ["limit", "cursor"]
}
