import Detection
import Hummingbird
import Packets
import Store

/// `/api/anomaly/blacklist/`: what people see and change of it.
enum BlacklistRoutes {
    private static let path = "/api/anomaly/blacklist/"
    private static let filters: Set<String> = ["action", "origin", "ip", "cidr", "sensor", "simulated"]

    static let routes = [
        Route(
            .get, path, .readers, query: Set<String>.page.union(filters).union(["format", "since"]), list),
        Route(.post, path, .people, add),
        Route(.get, path + "stream/", .readers, query: ["since"], ListStream.open),
        Route(.get, path + "{id}/", .readers, one),
        Route(.patch, path + "{id}/", .people, change),
        Route(.delete, path + "{id}/", .people, remove),
    ]

    private static func list(_ call: Call) async throws -> Response {
        if call.query["since"] != nil { return try await ListChanges.since(call) }
        let format = try call.query.choice("format", ListFormat.self) ?? .json
        let now = Timestamp.now
        let tag = EntityTag(try await call.services.store { try $0.blacklistVersion(at: now) })
        if format != .json {
            return try await BlacklistExport(call: call, format: format, tag: tag, now: now).response()
        }
        let request = try PageRequest(call.query)
        let matching = try query(call, now)
        if tag.isKnown(to: call.request) { return tag.notModified }
        let page = try await call.services.store { store in
            try Page.fetched(request, count: try store.blacklistCount(matching: matching), position: { [$0.id] }) {
                from, backward, limit in
                var query = matching
                query.page = IDPage(.ascending, from: from, backward: backward, limit: limit)
                return try store.blacklist(matching: query)
            }
        }
        return page.response(call, headers: tag.headers) { $0.entry($1) }
    }

    private static func query(_ call: Call, _ now: Timestamp) throws(Problem) -> BlacklistQuery {
        let addresses = try AddressFilter(call.query)
        var query = BlacklistQuery()
        query.activeAt = now
        query.action = try call.query.choice("action", BlacklistEntry.Action.self)
        query.origin = try call.query.choice("origin", BlacklistEntry.Origin.self)
        query.covering = addresses.address
        query.within = addresses.block
        query.sensor = try call.query.sensor()
        query.simulated = try call.query.boolean("simulated")
        return query
    }

    private static func add(_ call: Call) async throws -> Response {
        let body = try await call.body()
        try body.allow(only: "ip", "action", "reason", "ttl", "expires_at")
        let prefix = try body.prefix()
        guard let action = try body.choice("action", BlacklistEntry.Action.self) else {
            throw Problem.missing("action")
        }
        let reason = try body.requiredText("reason", 1...1_000)
        let now = Timestamp.now
        let expiry = try body.expiry(now: now)
        let entry = BlacklistEntry(
            prefix: prefix, action: action, reason: reason, origin: .manual, score: nil, createdAt: now,
            expiresAt: expiry?.time)
        let who = call.who
        let outcome = try await call.services.store.write { try $0.addToBlacklist(entry, by: who) }
        call.services.feed.poke()
        switch outcome {
        case .created(let listed): return answer(listed, status: .created)
        case .replaced(let listed, _): return answer(listed, status: .ok)
        case .allowed(let allowed):
            throw Problem(
                .conflict, "The allowlist covers this address: \(allowed.prefix.shortText), \(allowed.reason)")
        }
    }

    private static func one(_ call: Call) async throws -> Response {
        let id = try call.id("Blacklist entry")
        let now = Timestamp.now
        guard let listed = try await call.services.store({ try $0.entry(id: id) }),
            listed.entry.expiresAt.map({ $0 > now }) ?? true
        else { throw Problem.notFound("Blacklist entry") }
        return answer(listed, status: .ok)
    }

    private static func change(_ call: Call) async throws -> Response {
        let id = try call.id("Blacklist entry")
        let body = try await call.body()
        try body.allow(only: "action", "reason", "ttl", "expires_at")
        let action = try body.choice("action", BlacklistEntry.Action.self)
        let reason = try body.text("reason", 1...1_000)
        let expiry = try body.expiry(now: .now)
        if action == nil, reason == nil, expiry == nil {
            throw Problem(.badRequest, "the body: expected at least one of action, reason, ttl, expires_at")
        }
        let who = call.who
        let changed = try await call.services.store.write {
            try $0.patch(id: id, action: action, reason: reason, expiresAt: ExpiryChange(expiry), by: who)
        }
        guard let changed else { throw Problem.notFound("Blacklist entry") }
        call.services.feed.poke()
        return answer(changed, status: .ok)
    }

    private static func remove(_ call: Call) async throws -> Response {
        let id = try call.id("Blacklist entry")
        let who = call.who
        guard try await call.services.store.write({ try $0.remove(id: id, by: who, why: "removed by hand") }) != nil
        else {
            throw Problem.notFound("Blacklist entry")
        }
        call.services.feed.poke()
        return .noContent
    }

    private static func answer(_ listed: ListedEntry, status: HTTPResponse.Status) -> Response {
        var writer = JSONWriter()
        writer.entry(listed)
        return Response(writer, status: status)
    }
}

extension ExpiryChange {
    /// Nil keeps what was.
    init(_ expiry: Expiry?) {
        switch expiry {
        case nil: self = .keep
        case .never: self = .never
        case .at(let time): self = .at(time)
        }
    }
}

extension Query {
    /// `sensor`: a sensor's name.
    func sensor() throws(Problem) -> String? {
        try value("sensor", expected: "a sensor's name of 1 to 253 characters") {
            (1...253).contains($0.unicodeScalars.count) ? $0 : nil
        }
    }
}
