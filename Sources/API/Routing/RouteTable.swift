import Hummingbird

/// All calls, found by method and exact path.
///
/// Hummingbird's router takes `/a/b`, `/a/b/` and `/a//b` for one; the contract does not, and wants 308 and 405 told apart.
struct RouteTable: Sendable {
    /// What a path leads to.
    enum Match {
        case route(Route, parameters: [String])
        /// The path is there, the method is not; those that are, in order.
        case otherMethods([HTTPRequest.Method])
        /// The path with a slash at its end is there.
        case withSlash
        case nothing
    }

    private struct Entry: Sendable {
        var segments: [Substring]
        var route: Route
    }

    /// By number of segments.
    private let entries: [Int: [Entry]]
    let routes: [Route]

    init(_ routes: [Route]) {
        self.routes = routes
        entries = Dictionary(grouping: routes.map { Entry(segments: $0.segments, route: $0) }) { $0.segments.count }
    }

    /// O(routes of as many segments).
    func match(_ method: HTTPRequest.Method, _ path: String) -> Match {
        let segments = path.split(separator: "/", omittingEmptySubsequences: false)
        let found = candidates(segments)
        if found.isEmpty {
            return path.hasSuffix("/") || candidates(segments + [""]).isEmpty ? .nothing : .withSlash
        }
        // HEAD is GET without the body (RFC 9110 §9.3.2).
        let wanted = method == .head ? .get : method
        guard let entry = found.first(where: { $0.route.method == wanted }) else {
            return .otherMethods(found.map(\.route.method).sorted { $0.rawValue < $1.rawValue })
        }
        let parameters = zip(entry.segments, segments).filter { $0.0.hasPrefix("{") }.map { String($0.1) }
        return .route(entry.route, parameters: parameters)
    }

    /// The entries whose segments are these; a literal stands above a parameter.
    private func candidates(_ segments: [Substring]) -> [Entry] {
        let matching = (entries[segments.count] ?? []).filter { entry in
            zip(entry.segments, segments).allSatisfy { $0.hasPrefix("{") ? !$1.isEmpty : $0 == $1 }
        }
        let literal = matching.filter { !$0.segments.contains { $0.hasPrefix("{") } }
        return literal.isEmpty ? matching : literal
    }
}
