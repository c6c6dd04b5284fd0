import Foundation
import Hummingbird
import Kubernetes

/// `/api/runtime/`: what runs in a cluster, as the caller's own account there may see it.
enum ResourceRoutes {
    static let routes = [
        Route(.get, "/api/runtime/nodes/", .people, query: ["cluster_id", "limit", "cursor"], nodes),
        Route(
            .get, "/api/runtime/pods/", .people,
            query: ["cluster_id", "namespace", "label_selector", "limit", "cursor"],
            pods),
        Route(.get, "/api/runtime/resources/", .people, query: ["cluster_id"], resources),
    ]

    private static func nodes(_ call: Call) async throws -> Response {
        let request = try PageRequest(call.query)
        let access = try await access(call)
        let nodes = try await call.whileConnected { try await call.services.kubernetes.listedNodes(access) }
        // Nodes come all at once: their number is bounded, and a page is a slice of them.
        let page = Page.fetched(request, count: nodes.count, position: { [Int64($0.offset)] }) {
            from, backward, limit in
            let all = Array(nodes.enumerated())
            guard let from = from.map({ Int(clamping: $0[0]) }) else { return Array(all.prefix(limit)) }
            if backward { return all.filter { $0.offset < from }.suffix(limit).reversed() }
            return Array(all.filter { $0.offset > from }.prefix(limit))
        }
        return try page.response(call) { json, node in json.raw(try encoded(node.element)) }
    }

    private static func pods(_ call: Call) async throws -> Response {
        let limit = Int(try call.query.integer("limit", PageRequest.limits) ?? 100)
        let namespace = try call.query.value("namespace", expected: "a namespace's name (RFC 1123)") {
            PodQuery.isNamespace($0) ? $0 : nil
        }
        let selector = try call.query.value("label_selector", expected: "a label selector of 1 to 1000 characters") {
            (1...1_000).contains($0.count) ? $0 : nil
        }
        let cursor = try call.query.value("cursor", expected: "one from an answer's next") {
            (1...2_048).contains($0.utf8.count) ? $0 : nil
        }
        let access = try await access(call)
        let query = PodQuery(namespace: namespace, labelSelector: selector, limit: limit, cursor: cursor)
        let found = try await call.whileConnected { try await call.services.kubernetes.listedPods(access, query) }
        let next = found.cursor?.addingPercentEncoding(withAllowedCharacters: .alphanumerics)
        // Kubernetes tells how many are left behind a page, not how many came before it.
        let page = Page(
            count: found.items.count + (found.remaining ?? 0), items: found.items, next: next, previous: nil)
        return try page.response(call) { json, pod in json.raw(try encoded(pod)) }
    }

    private static func resources(_ call: Call) async throws -> Response {
        let access = try await access(call)
        let resources = try await call.whileConnected { try await call.services.kubernetes.clusterResources(access) }
        return Response(try encoded(resources), type: "application/json")
    }

    private static func access(_ call: Call) async throws -> ClusterAccess {
        let id = try call.query.integer("cluster_id", 1...Int64.max)
        guard let id else { throw Problem.missing("cluster_id") }
        return try await Clusters(call: call).access(id).access
    }

    private static func encoded(_ value: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes]
        return try encoder.encode(value)
    }
}
