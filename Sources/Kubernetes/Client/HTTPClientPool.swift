import AsyncHTTPClient
import Foundation
import NIOCore
import NIOSSL
import Synchronization

/// Keeps one HTTP client for each set of roots, a bounded number of them.
///
/// A client in use is never closed: with more sets of roots in use at once than the bound, there are more clients.
final class HTTPClientPool: Sendable {
    /// What makes clients differ.
    private struct Key: Hashable {
        let caCertificate: String?
        let insecureSkipTLSVerify: Bool
    }

    private struct Entry {
        let client: HTTPClient
        var users = 0
        /// By the counter of uses.
        var lastUse: UInt64
    }

    private struct State {
        var entries: [Key: Entry] = [:]
        var uses: UInt64 = 0
        var isShutDown = false
    }

    private let configuration: KubernetesClient.Configuration
    private let state = Mutex(State())

    init(configuration: KubernetesClient.Configuration) { self.configuration = configuration }

    /// Runs `body` with the client for this cluster.
    func withClient<Value: Sendable>(
        for address: ClusterAddress, _ body: (HTTPClient) async throws -> Value
    ) async throws -> Value {
        let key = Key(caCertificate: address.caCertificate, insecureSkipTLSVerify: address.insecureSkipTLSVerify)
        let (client, surplus) = try take(key, address: address)
        defer { state.withLock { $0.entries[key]?.users -= 1 } }
        if let surplus { try? await surplus.shutdown() }
        return try await body(client)
    }

    func shutdown() async throws {
        let clients = state.withLock { state in
            defer {
                state.entries = [:]
                state.isShutDown = true
            }
            return state.entries.values.map(\.client)
        }
        for client in clients { try await client.shutdown() }
    }

    /// The client, and one to close in its stead.
    private func take(_ key: Key, address: ClusterAddress) throws -> (HTTPClient, HTTPClient?) {
        try state.withLock { state in
            guard !state.isShutDown else { throw KubernetesError(status: 503, detail: "Weir is shutting down") }
            state.uses += 1
            if let entry = state.entries[key] {
                state.entries[key]?.users += 1
                state.entries[key]?.lastUse = state.uses
                return (entry.client, nil)
            }
            var surplus: HTTPClient?
            if state.entries.count >= max(1, configuration.maximumPools),
                let oldest = state.entries.filter({ $0.value.users == 0 }).min(by: {
                    $0.value.lastUse < $1.value.lastUse
                })
            {
                surplus = state.entries.removeValue(forKey: oldest.key)?.client
            }
            let client = try makeClient(address)
            state.entries[key] = Entry(client: client, users: 1, lastUse: state.uses)
            return (client, surplus)
        }
    }

    private func makeClient(_ address: ClusterAddress) throws -> HTTPClient {
        var settings = HTTPClient.Configuration(
            tlsConfiguration: try .forCluster(address, configuration: configuration), redirectConfiguration: .disallow,
            timeout: .init(connect: .init(configuration.connectTimeout), read: .init(configuration.requestTimeout)),
            connectionPool: .init(idleTimeout: .seconds(60), concurrentHTTP1ConnectionsPerHostSoftLimit: 8),
            decompression: .enabled(limit: .size(configuration.maximumResponseBytes)))
        // The first failure says why; another attempt would only end in a time-out that does not.
        settings.connectionPool.retryConnectionEstablishment = false
        // One hung answer holds up no other, as it would on a shared connection.
        settings.httpVersion = .http1Only
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: settings)
    }
}

extension TLSConfiguration {
    /// Verifies by the cluster's own roots, or by the system's and the extra ones.
    static func forCluster(
        _ address: ClusterAddress, configuration: KubernetesClient.Configuration
    ) throws -> TLSConfiguration {
        var tls = TLSConfiguration.makeClientConfiguration()
        if address.insecureSkipTLSVerify { tls.certificateVerification = .none }
        if let pem = address.caCertificate {
            tls.trustRoots = .certificates(try NIOSSLCertificate.fromPEMBytes(Array(pem.utf8)))
        } else if FileManager.default.isReadableFile(atPath: configuration.extraRootsPath) {
            tls.additionalTrustRoots = [.file(configuration.extraRootsPath)]
        }
        return tls
    }
}
