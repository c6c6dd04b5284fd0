import API
import ArgumentParser
import Capture
import Detection
import Engine
import Foundation
import Kubernetes
import Logging
import Metrics
import ServiceLifecycle
import Store
import Telemetry

/// What `weir serve` runs: the API on its store, a sensor and a replay where asked.
enum Serve {
    static func run(_ settings: ServeSettings) async throws {
        let log = ServeLog.make(settings)
        let metrics = PrometheusRegistry()
        MetricsSystem.bootstrap(metrics)
        metrics.register(collector: ProcessCollector().collect)
        do {
            let services = try await services(settings, metrics, log)
            // A service that fails takes the others down in order, so that what waits is written.
            let configured = services.map {
                ServiceGroupConfiguration.ServiceConfiguration(
                    service: $0, failureTerminationBehavior: .gracefullyShutdownGroup)
            }
            var group = ServiceGroupConfiguration(
                services: configured, gracefulShutdownSignals: [.sigterm, .sigint], logger: log)
            group.maximumGracefulShutdownDuration = .seconds(30)
            try await ServiceGroup(configuration: group).run()
        } catch let error as RuleErrors {
            StandardError.write("weir: the rules cannot be used\n\(error)\n")
            throw ExitCode(2)
        } catch {
            StandardError.write("weir: \(text(of: error))\n")
            throw ExitCode(1)
        }
    }

    /// In the order in which they start; they end in the other.
    private static func services(
        _ settings: ServeSettings, _ metrics: PrometheusRegistry, _ log: Logger
    ) async throws -> [any Service] {
        // Read while the rights to are there: the sensor gives root up.
        let tls = try settings.tlsIdentity
        let sensor = try settings.sensor.map { try Sensor($0, log: log) }
        let store = try sensor?.store ?? DataStore(folder: settings.data, configuration: settings.store)
        let replay = try settings.replays.isEmpty ? nil : settings.replay(into: store, log)
        let server = try await APIServer(
            settings.server(tls), store: store, kubernetes: settings.kubernetes, kubectl: settings.kubectlRunner,
            metrics: metrics, log: log,
            onRunning: { url in
                var output = StandardOutput()
                // Nobody may read it.
                try? output.write("Weir serves \(url)/api, documentation at \(url)/api/docs\n")
                try? output.flush()
            })
        return [StoreClosing(store: store)] + (sensor?.services ?? []) + (replay.map { [$0] } ?? []) + [server]
    }

    private static func text(of error: any Error) -> String {
        switch error {
        case let error as CaptureError: error.message
        case let error as StoreError: error.message
        default: "\(error)"
        }
    }
}

/// Closes the store when all that use it have ended: first of the services, so last to go.
private struct StoreClosing: Service {
    let store: DataStore

    func run() async throws {
        try? await gracefulShutdown()
        try store.close()
    }
}
