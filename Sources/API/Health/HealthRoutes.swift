import Foundation
import Hummingbird
import Packets
import Store
import Synchronization
import Telemetry

/// Whether the process lives and can work, and its metrics.
enum HealthRoutes {
    static let routes = [
        Route(.get, "/api/healthz", .open) { _ in Response.object { $0.field("status", "ok") } },
        Route(.get, "/api/readyz", .open, ready),
        Route(.get, "/metrics", .open, metrics),
    ]

    /// Octets that have to be free for the store to be of use: what it writes before it next reuses its log.
    private static let leastFreeBytes: Int64 = 1 << 20

    private static func ready(_ call: Call) async throws -> Response {
        do {
            try await call.services.readiness.check { try await look(call) }
        } catch {
            call.log.error("not ready", metadata: ["error": "\(error)"])
            throw Problem.later(.serviceUnavailable, "The store cannot be read and written", seconds: 5)
        }
        return Response.object { $0.field("status", "ready") }
    }

    private static func look(_ call: Call) async throws {
        let folder = call.services.configuration.dataFolder
        try await call.services.store { try $0.ping() }
        try await call.services.store.write {
            try $0.checkWritable()
            // What is taken back fills no disk, so the room for it is looked at, too.
            let disk = try FileManager.default.attributesOfFileSystem(forPath: folder)
            guard let free = disk[.systemFreeSize] as? NSNumber, free.int64Value >= leastFreeBytes else {
                throw Problem(.serviceUnavailable, "the disk of \(folder.debugDescription) is full")
            }
        }
    }

    private static func metrics(_ call: Call) async throws -> Response {
        guard call.services.configuration.exposesMetrics else { throw Problem(.notFound, "Metrics are switched off") }
        let metrics = call.services.metrics
        // Some values are counted in the store.
        let text = try await call.services.store { _ in metrics.text() }
        return Response(text.utf8, type: PrometheusRegistry.contentType)
    }
}
