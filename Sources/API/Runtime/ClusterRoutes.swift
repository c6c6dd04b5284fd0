import Hummingbird
import Kubernetes
import Store

/// `/api/runtime/clusters/`: the clusters that are known.
enum ClusterRoutes {
    static let routes = [
        Route(.post, "/api/runtime/clusters/register/", .people, register),
        Route(.get, "/api/runtime/clusters/", .people, query: .page, list),
        Route(.get, "/api/runtime/clusters/{id}/", .people, one),
        Route(.delete, "/api/runtime/clusters/{id}/", .admin, remove),
    ]

    private static func register(_ call: Call) async throws -> Response {
        let body = try await call.body()
        try body.allow(
            only: "name", "api_server", "port", "description", "ca_cert", "insecure_skip_tls_verify")
        let name = try body.requiredText("name", 1...100)
        let server = try body.requiredText("api_server", 1...253)
        let port = Int(try body.integer("port", 1...65_535) ?? 6_443)
        let description = try body.text("description", 0...1_000) ?? ""
        let certificate = body.isNull("ca_cert") ? nil : try body.text("ca_cert", 1...65_536)
        let skips = try body.boolean("insecure_skip_tls_verify") ?? false
        guard !name.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
            throw Problem.invalid("name", "no control characters")
        }
        let address: ClusterAddress
        do {
            address = try ClusterAddress(
                host: server, port: port, caCertificate: certificate, insecureSkipTLSVerify: skips)
        } catch {
            throw Problem(.badRequest, error.detail)
        }
        let who = call.who
        let outcome = try await call.services.store.write {
            try $0.createCluster(
                name: name, apiServer: address.host, port: address.port, description: description,
                caCertificate: address.caCertificate, insecureSkipTLSVerify: skips, by: who)
        }
        switch outcome {
        case .created(let cluster):
            call.log.notice("cluster registered", metadata: ["cluster": "\(cluster.id)", "name": "\(cluster.name)"])
            return Response.object(status: .created) { write(cluster, into: &$0) }
        case .nameTaken: throw Problem(.conflict, "A cluster of this name exists")
        }
    }

    private static func list(_ call: Call) async throws -> Response {
        let request = try PageRequest(call.query)
        let page = try await call.services.store { store in
            try Page.fetched(request, count: try store.clusterCount(), position: { [$0.id] }) { from, backward, limit in
                try store.clusters(IDPage(.ascending, from: from, backward: backward, limit: limit))
            }
        }
        return page.response(call) { json, cluster in json.object { write(cluster, into: &$0) } }
    }

    private static func one(_ call: Call) async throws -> Response {
        let cluster = try await Clusters(call: call).cluster(try call.id("Cluster"))
        return Response.object { write(cluster, into: &$0) }
    }

    private static func remove(_ call: Call) async throws -> Response {
        let id = try call.id("Cluster")
        guard try await call.services.store.write({ try $0.deleteCluster(id: id) }) != nil else {
            throw Problem.notFound("Cluster")
        }
        call.log.notice("cluster removed", metadata: ["cluster": "\(id)", "user": "\(call.who)"])
        return .noContent
    }

    private static func write(_ cluster: Cluster, into json: inout JSONWriter) {
        json.field("id", cluster.id)
        json.field("name", cluster.name)
        json.field("api_server", cluster.apiServer)
        json.field("port", Int64(cluster.port))
        json.field("description", cluster.description)
        json.field("ca_cert", cluster.caCertificate)
        json.field("insecure_skip_tls_verify", cluster.insecureSkipTLSVerify)
        json.field("created_at", cluster.createdAt)
    }
}
