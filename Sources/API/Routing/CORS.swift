import Hummingbird

/// Cross-origin calls (https://fetch.spec.whatwg.org/#http-cors-protocol): refused unless an origin is configured.
struct CORS: Sendable {
    /// As browsers send them; `*` is every origin.
    var origins: Set<String>

    /// The answer to a browser that asks whether it may; nil for any other request.
    func preflight(_ request: Request) -> Response? {
        guard request.method == .options, request.headers[.accessControlRequestMethod] != nil,
            allowed(request) != nil
        else { return nil }
        return Response(
            status: .noContent,
            headers: [
                .accessControlAllowMethods: "GET, POST, PATCH, DELETE",
                .accessControlAllowHeaders: "Authorization, Content-Type, If-None-Match, Last-Event-ID",
                .accessControlMaxAge: "600",
            ])
    }

    /// Tells the browser of a configured origin that it may read the answer.
    func decorate(_ response: inout Response, _ request: Request) {
        guard !origins.isEmpty else { return }
        response.headers[.vary] = "Origin"
        guard let origin = allowed(request) else { return }
        response.headers[.accessControlAllowOrigin] = origin
        response.headers[.accessControlExposeHeaders] = "ETag, Retry-After, X-Request-Id"
    }

    private func allowed(_ request: Request) -> String? {
        guard let origin = request.headers[.origin] else { return nil }
        return origins.contains("*") ? "*" : origins.contains(origin) ? origin : nil
    }
}
