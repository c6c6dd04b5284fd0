import Hummingbird
import Store

/// `?since=CURSOR`: what changed of the blacklist, from the audit trail.
enum ListChanges {
    static func since(_ call: Call) async throws -> Response {
        for name in call.query.values.keys.sorted() where !["since", "limit", "format"].contains(name) {
            throw Problem(.badRequest, "\(name): expected without since")
        }
        if let format = try call.query.choice("format", ListFormat.self), format != .json {
            throw Problem(.badRequest, "format: expected json with since")
        }
        let limit = Int(try call.query.integer("limit", PageRequest.limits) ?? 1_000)
        let start = try cursor(call)
        let (latest, changes) = try await call.services.store { store in
            // The latest first: what is changed in between is told again, not lost.
            (try store.listSequence(), try store.listChanges(after: start, limit: limit + 1))
        }
        try check(start, latest)
        let isCut = changes.count > limit
        let shown = changes.prefix(limit)
        let cursor = isCut ? shown.last?.sequence ?? start : max(latest, shown.last?.sequence ?? start)
        return Response.object { json in
            json.field("cursor", "\(cursor)")
            json.field("more", isCut)
            json.key("changes")
            json.array(shown) { $0.change($1) }
        }
    }

    /// The number after which changes are asked for; 0 is the beginning of the trail.
    static func cursor(_ call: Call) throws(Problem) -> Int64 {
        try call.query.value("since", expected: "a cursor from an earlier answer, or 0") { text in
            guard text.utf8.count <= 19, text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
            return Int64(text)
        } ?? 0
    }

    /// A cursor beyond the trail is another store's: the client would miss what comes, so it has to begin anew.
    static func check(_ cursor: Int64, _ latest: Int64) throws(Problem) {
        guard cursor <= latest else {
            throw Problem(
                .gone, "since: this cursor is not from this store; read the whole list and begin with its changes")
        }
    }
}
