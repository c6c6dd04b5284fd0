import Enforcement
import Hummingbird
import NIOCore
import Packets
import Store

/// `/api/anomaly/allowlist/`: what is never listed. It wins over the blacklist.
enum AllowlistRoutes {
    private static let path = "/api/anomaly/allowlist/"

    static let routes = [
        Route(.get, path, .readers, query: Set<String>.page.union(["ip", "cidr", "format"]), list),
        Route(.post, path, .people, add),
        Route(.get, path + "{id}/", .readers, one),
        Route(.patch, path + "{id}/", .people, change),
        Route(.delete, path + "{id}/", .people, remove),
    ]

    private static func list(_ call: Call) async throws -> Response {
        let format = try call.query.choice("format", ListFormat.self) ?? .json
        let now = Timestamp.now
        let tag = EntityTag(try await call.services.store { try $0.allowlistVersion(at: now) })
        if format != .json { return try await export(call, format, tag, now) }
        let request = try PageRequest(call.query)
        let addresses = try AddressFilter(call.query)
        var matching = AllowlistQuery()
        matching.activeAt = now
        matching.covering = addresses.address
        matching.within = addresses.block
        let query = matching
        if tag.isKnown(to: call.request) { return tag.notModified }
        let page = try await call.services.store { store in
            try Page.fetched(request, count: try store.allowlistCount(matching: query), position: { [$0.id] }) {
                from, backward, limit in
                var query = query
                query.page = IDPage(.ascending, from: from, backward: backward, limit: limit)
                return try store.allowlist(matching: query)
            }
        }
        return page.response(call, headers: tag.headers) { $0.entry($1) }
    }

    /// The whole list; people write it by hand, so that it stands in memory.
    private static func export(
        _ call: Call, _ format: ListFormat, _ tag: EntityTag, _ now: Timestamp
    ) async throws -> Response {
        for name in ["ip", "cidr", "limit", "cursor"] where call.query[name] != nil {
            throw Problem(.badRequest, "\(name): expected only with format=json")
        }
        if tag.isKnown(to: call.request) { return tag.notModified }
        let entries = try await call.services.store { try $0.allowlist(activeAt: now) }
        guard let form = format.blocklist else {
            var json = JSONWriter()
            for entry in entries {
                json.entry(entry)
                json.newline()
            }
            return Response(json.bytes, type: format.contentType, headers: tag.headers)
        }
        let sorted = entries.sorted {
            ($0.prefix.address, $0.prefix.mappedLength) < ($1.prefix.address, $1.prefix.mappedLength)
        }
        var text = BlocklistWriter(form, list: .allow)
        var bytes: [UInt8] = []
        text.begin(into: &bytes)
        for entry in sorted {
            let seconds = ExportEntry.seconds(until: entry.expiresAt, from: now)
            text.append(ExportEntry(prefix: entry.prefix, action: .monitor, secondsLeft: seconds), into: &bytes)
        }
        text.end(into: &bytes)
        return Response(bytes, type: format.contentType, headers: tag.headers)
    }

    private static func add(_ call: Call) async throws -> Response {
        let body = try await call.body()
        try body.allow(only: "ip", "reason", "ttl", "expires_at")
        let prefix = try body.prefix()
        let reason = try body.requiredText("reason", 1...1_000)
        let expiry = try body.expiry(now: .now)
        let who = call.who
        let addition = try await call.services.store.write {
            try $0.addToAllowlist(prefix, reason: reason, expiresAt: expiry?.time, by: who)
        }
        call.services.feed.poke()
        return answer(addition.entry, status: addition.replaced == nil ? .created : .ok)
    }

    private static func one(_ call: Call) async throws -> Response {
        let id = try call.id("Allowlist entry")
        guard let entry = try await call.services.store({ try $0.allowlistEntry(id: id) }), entry.isActive(at: .now)
        else { throw Problem.notFound("Allowlist entry") }
        return answer(entry, status: .ok)
    }

    private static func change(_ call: Call) async throws -> Response {
        let id = try call.id("Allowlist entry")
        let body = try await call.body()
        try body.allow(only: "reason", "ttl", "expires_at")
        let reason = try body.text("reason", 1...1_000)
        let expiry = try body.expiry(now: .now)
        if reason == nil, expiry == nil {
            throw Problem(.badRequest, "the body: expected at least one of reason, ttl, expires_at")
        }
        let who = call.who
        let changed = try await call.services.store.write {
            try $0.changeAllowlist(id: id, reason: reason, expiresAt: ExpiryChange(expiry), by: who)
        }
        guard let changed else { throw Problem.notFound("Allowlist entry") }
        call.services.feed.poke()
        return answer(changed, status: .ok)
    }

    private static func remove(_ call: Call) async throws -> Response {
        let id = try call.id("Allowlist entry")
        let who = call.who
        guard try await call.services.store.write({ try $0.disallow(id: id, by: who, why: "removed by hand") }) != nil
        else {
            throw Problem.notFound("Allowlist entry")
        }
        call.services.feed.poke()
        return .noContent
    }

    private static func answer(_ entry: AllowlistEntry, status: HTTPResponse.Status) -> Response {
        var writer = JSONWriter()
        writer.entry(entry)
        return Response(writer, status: status)
    }
}
