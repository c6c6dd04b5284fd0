import Capture
import Detection
import Foundation
import Logging
import Packets
import ServiceLifecycle
import Store
import Synchronization

/// A node's sensor: captures, meters, scores, decides, stores.
///
/// Two services. The capture has a thread of its own, which owns the pipeline and never waits for the disk; the writer takes
/// events from a bounded queue. A graceful shutdown ends the capture, closes the windows that are open, and drains the queue.
public struct Sensor: Sendable {
    /// What runs: the writer, then the capture, so that a shutdown ends the capture first.
    public let services: [any Service]
    /// Where its samples and entries go.
    public let store: DataStore

    /// Opens the interfaces and the store and gives up root in between. Throws `CaptureError`, `StoreError` or `RuleErrors`.
    public init(
        _ configuration: SensorConfiguration, log: Logger, output: (@Sendable (EngineEvent) -> Void)? = nil
    ) throws {
        let rules = try configuration.rulesFolder.map(RuleFolder.load) ?? ShippedRules.load()
        var configuration = configuration
        configuration.pipeline.emitsSeconds = true
        configuration.pipeline.policy.allowlist += ProtectedAddresses.ofThisHost()
        let capture = try LiveCapture(configuration.capture)
        for warning in capture.warnings { log.warning("\(warning)") }
        let waker = capture.waker
        // Nothing is made on the disk for a sensor that cannot capture.
        try SensorFolder.prepare(configuration.dataFolder, for: configuration.user)
        if let user = configuration.user { try Privileges.drop(toUser: user) }
        let store = try DataStore(folder: configuration.dataFolder, configuration: configuration.store)
        self.store = store
        configuration.pipeline.policy.allowlist += try store.allowlist(activeAt: .now).map(\.prefix)
        var pipeline = Pipeline(rules: rules, configuration: configuration.pipeline)
        for offence in try store.offences(simulated: configuration.pipeline.policy.mode == .observe) {
            pipeline.recall(offence.address, blocks: offence.blocks, expires: offence.expires)
        }
        log.info(
            "sensor opened",
            metadata: [
                "interfaces": "\(configuration.capture.interfaces.joined(separator: ","))",
                "rules": "\(rules.rules.count)", "table_bytes": "\(pipeline.bytes)",
                "ring_bytes": "\(configuration.capture.bufferBytes * configuration.capture.interfaces.count)",
                "store": "\(store.path)",
            ])
        let queue = EventQueue(capacity: configuration.queue)
        let loop = CaptureLoop(
            capture: capture, pipeline: pipeline, queue: queue, log: log, output: output,
            rules: configuration.rulesFolder.map { RuleWatch($0) })
        services = [
            StoreWriter(
                events: EventStore(store: store, sensor: configuration.name), queue: queue,
                ownsStore: configuration.ownsStore, log: log),
            CaptureService(loop: loop, waker: waker),
        ]
    }

    /// Runs until a signal (SIGTERM, SIGINT) or an error ends it.
    public func run(log: Logger) async throws {
        // Where the capture fails the writer still drains the queue; the error comes out after that.
        let services = services.map {
            ServiceGroupConfiguration.ServiceConfiguration(
                service: $0, failureTerminationBehavior: .gracefullyShutdownGroup)
        }
        let group = ServiceGroup(
            configuration: .init(services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: log))
        try await group.run()
    }
}

/// Runs the capture's thread under the service group.
private struct CaptureService: Service {
    let loop: CaptureLoop
    let waker: LiveCapture.Waker

    func run() async throws {
        try await withGracefulShutdownHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                let thread = Thread {
                    // The kernel learns the name only from the thread itself.
                    Thread.current.name = "weir-capture"
                    continuation.resume(with: Result { try loop.run() })
                }
                thread.stackSize = 1 << 22
                thread.start()
            }
        } onGracefulShutdown: {
            loop.stop()
            waker.wake()
        }
    }
}
