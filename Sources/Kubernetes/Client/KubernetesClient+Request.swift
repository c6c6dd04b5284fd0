import AsyncHTTPClient
import Foundation
import NIOCore

/// An answer of a cluster.
struct ClusterResponse: Sendable {
    let status: Int
    let body: Data
    /// Header `Retry-After`, where it is a number of seconds.
    let retryAfter: Int?
}

extension KubernetesClient {
    /// The decoded answer to a GET.
    func get<Value: Decodable & Sendable>(
        _ target: String, access: ClusterAccess
    ) async throws(KubernetesError) -> Value {
        try decode(try await request(target, access: access))
    }

    /// The decoded answer to a POST of JSON.
    func post<Value: Decodable & Sendable>(
        _ target: String, _ body: some Encodable, access: ClusterAccess
    ) async throws(KubernetesError) -> Value {
        guard let json = try? JSONEncoder().encode(body) else {
            throw KubernetesError(status: 502, detail: "The question to the cluster could not be written as JSON")
        }
        return try decode(try await request(target, access: access, body: json))
    }

    /// All objects of a list, page by page. A list that expires half-way is begun anew, twice at most.
    func all<Item: Decodable & Sendable>(
        _ type: Item.Type, of path: String, access: ClusterAccess, query: [(String, String)] = []
    ) async throws(KubernetesError) -> [Item] {
        var attempts = 0
        while true {
            do {
                return try await pages(type, of: path, access: access, query: query)
            } catch {
                attempts += 1
                guard error.status == 410 else { throw error }
                guard attempts < 3 else {
                    throw KubernetesError(
                        status: 503, detail: "The cluster's list expired while it was read; try again", retryAfter: 5)
                }
            }
        }
    }

    private func pages<Item: Decodable & Sendable>(
        _ type: Item.Type, of path: String, access: ClusterAccess, query: [(String, String)]
    ) async throws(KubernetesError) -> [Item] {
        var items: [Item] = []
        var cursor = ""
        var seen: Set<String> = []
        let end = ContinuousClock.now.advanced(by: configuration.listTimeout)
        repeat {
            var page = query + [("limit", String(configuration.pageSize))]
            if !cursor.isEmpty { page.append(("continue", cursor)) }
            let list: WireList<Item> = try await get(path + QueryText.make(page), access: access)
            items += list.items ?? []
            guard items.count <= configuration.maximumItems else {
                throw KubernetesError(
                    status: 502, detail: "The cluster lists more than \(configuration.maximumItems) objects at \(path)")
            }
            cursor = list.metadata?.`continue` ?? ""
            guard cursor.isEmpty || ContinuousClock.now < end else {
                throw KubernetesError(
                    status: 504,
                    detail:
                        "The cluster's list at \(path) did not end within \(configuration.listTimeout.components.seconds) s"
                )
            }
            guard cursor.isEmpty || (seen.count < configuration.maximumPages && seen.insert(cursor).inserted) else {
                throw KubernetesError(status: 502, detail: "The cluster's list at \(path) does not end")
            }
        } while !cursor.isEmpty
        return items
    }

    private func decode<Value: Decodable>(_ response: ClusterResponse) throws(KubernetesError) -> Value {
        do {
            return try JSONDecoder().decode(Value.self, from: response.body)
        } catch {
            throw KubernetesError(
                status: 502, detail: "The server answered something other than Kubernetes does (\(error.place))")
        }
    }

    /// Sends a request and takes its whole answer. Answers of 200 and 201 only.
    private func request(
        _ target: String, access: ClusterAccess, body: Data? = nil
    ) async throws(KubernetesError) -> ClusterResponse {
        if let problem = ClusterAccess.problem(token: access.token) {
            throw KubernetesError(status: 400, detail: problem)
        }
        var request = HTTPClientRequest(url: access.address.url + target)
        request.headers = [
            "Accept": "application/json", "Accept-Encoding": "gzip", "User-Agent": "weir",
            "Authorization": "Bearer \(access.token)",
        ]
        if let body {
            request.method = .POST
            request.headers.add(name: "Content-Type", value: "application/json")
            request.body = .bytes(body)
        }
        let response: ClusterResponse
        do {
            response = try await pool.withClient(for: access.address) { client in
                try await self.answer(to: request, from: client)
            }
        } catch {
            let failure = await self.failure(error, address: access.address)
            log.info(
                "a cluster could not be asked",
                metadata: ["cluster": "\(access.address.url)", "why": "\(failure.detail)"])
            throw failure
        }
        guard response.status == 200 || response.status == 201 else {
            throw KubernetesError(response, token: access.token)
        }
        return response
    }

    /// Within the time-out for all of it.
    private func answer(to request: HTTPClientRequest, from client: HTTPClient) async throws -> ClusterResponse {
        let limit = configuration.maximumResponseBytes
        let timeout = configuration.requestTimeout
        return try await withThrowingTaskGroup(of: ClusterResponse.self) { group in
            group.addTask {
                let response = try await client.execute(request, timeout: .init(timeout))
                let buffer = try await response.body.collect(upTo: limit)
                return ClusterResponse(
                    status: Int(response.status.code), body: Data(buffer.readableBytesView),
                    retryAfter: response.headers.first(name: "Retry-After").flatMap { Int($0) })
            }
            group.addTask {
                try await Task.sleep(for: timeout)
                throw HTTPClientError.deadlineExceeded
            }
            defer { group.cancelAll() }
            guard let response = try await group.next() else { throw CancellationError() }
            return response
        }
    }
}

extension Error {
    /// Where decoding failed, without quoting what was there.
    fileprivate var place: String {
        guard let error = self as? DecodingError else { return "not JSON" }
        func path(_ context: DecodingError.Context) -> String {
            let names = context.codingPath.map { $0.intValue.map(String.init) ?? $0.stringValue }
            return names.isEmpty ? "not JSON of a list or object" : "at " + names.joined(separator: ".")
        }
        switch error {
        case .dataCorrupted(let context), .typeMismatch(_, let context), .valueNotFound(_, let context):
            return path(context)
        case .keyNotFound(let key, _): return "\(key.stringValue) is missing"
        @unknown default: return "not JSON"
        }
    }
}
