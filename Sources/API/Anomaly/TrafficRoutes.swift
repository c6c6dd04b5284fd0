import Detection
import Hummingbird
import Packets
import Store

/// `/api/anomaly/traffic/`: the stored samples.
enum TrafficRoutes {
    private static let path = "/api/anomaly/traffic/"
    private static let filters: Set<String> = [
        "start", "end", "ip", "cidr", "kind", "severity", "min_score", "sensor", "sample", "order", "format",
    ]

    static let routes = [
        Route(.get, path, .people, query: Set<String>.page.union(filters), list),
        Route(.get, path + "{id}/", .people, one),
        Route(.get, path + "{id}/pcap/", .people, packets),
    ]

    /// The forms of the samples.
    private enum Format: String, CaseIterable {
        case json, ndjson, csv
    }

    private enum Order: String, CaseIterable {
        case asc, desc
    }

    private static func list(_ call: Call) async throws -> Response {
        let query = try query(call.query)
        switch try call.query.choice("format", Format.self) ?? .json {
        case .json: return try await page(call, query)
        case .ndjson: return try await TrafficExport(call: call, query: query).lines()
        case .csv: return try await TrafficExport(call: call, query: query).table()
        }
    }

    private static func page(_ call: Call, _ query: SampleQuery) async throws -> Response {
        let request = try PageRequest(call.query, numbers: 2)
        let page = try await call.services.store { store in
            try Page.fetched(
                request, count: try store.sampleCount(matching: query),
                position: { [$0.time.nanoseconds, $0.id ?? 0] }
            ) { from, backward, limit in
                var query = query
                if backward { query.order = query.order == .ascending ? .descending : .ascending }
                query.after = from.map { SampleKey(time: Timestamp(nanoseconds: $0[0]), id: $0[1]) }
                query.limit = limit
                return try store.samples(matching: query)
            }
        }
        return page.response(call) { $0.sample($1) }
    }

    private static func query(_ parameters: Query) throws(Problem) -> SampleQuery {
        let range = try TimeRange(parameters)
        let addresses = try AddressFilter(parameters)
        if addresses.address != nil, addresses.block != nil {
            throw Problem(.badRequest, "ip: expected alone, not with cidr")
        }
        var query = SampleQuery()
        query.start = range.start
        query.end = range.end
        query.prefix = addresses.block ?? addresses.address.flatMap { IPPrefix($0, length: $0.isIPv4 ? 32 : 128) }
        query.kind = try parameters.choice("kind", Kind.self)
        query.severity = try parameters.choice("severity", Severity.self)
        query.minimumScore = try parameters.value("min_score", expected: "a number from 0 to 1") { text in
            text.utf8.count <= 30 ? Double(text).flatMap { (0...1).contains($0) ? $0 : nil } : nil
        }
        query.sensor = try parameters.sensor()
        query.sort = try parameters.choice("sample", SampleQuery.Sort.self)
        query.order = try parameters.choice("order", Order.self) == .asc ? .ascending : .descending
        return query
    }

    private static func one(_ call: Call) async throws -> Response {
        var writer = JSONWriter()
        writer.sample(try await sample(call))
        return Response(writer)
    }

    /// The packets around a verdict.
    private static func packets(_ call: Call) async throws -> Response {
        let id = try call.id("Traffic sample")
        if let evidence = try await call.services.store({ try $0.evidence(ofSample: id) }) { return Response(evidence) }
        // Says so where there is no such sample at all.
        _ = try await sample(call)
        throw Problem(.notFound, "No packets are kept for this sample")
    }

    private static func sample(_ call: Call) async throws -> TrafficSample {
        let id = try call.id("Traffic sample")
        guard let sample = try await call.services.store({ try $0.sample(id: id) }) else {
            throw Problem.notFound("Traffic sample")
        }
        return sample
    }
}
