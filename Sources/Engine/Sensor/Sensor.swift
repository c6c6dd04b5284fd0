import Capture
import Detection
import Flows
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
        let queue = EventQueue(capacity: configuration.queue)
        let desk = { (rules: RuleWatch?) in SensorDesk(queue: queue, log: log, output: output, rules: rules) }
        let memory = configuration.takesMemoryAtStart ? TableMemory() : nil
        let loop: any SensorLoop
        let bytes: Int
        if configuration.cores > 1 {
            let members = try MemberSet(configuration, in: memory, log: log)
            store = try Self.openStore(&configuration)
            var merge = Merge(
                rules: rules, configuration: configuration.pipeline, secret: members.secret, queues: members.queues,
                in: memory)
            for offence in try Self.offences(store, configuration) {
                merge.recall(offence.address, blocks: offence.blocks, expires: offence.expires)
            }
            try Self.restore(store, configuration, log) { merge.restore(baseline: $0) }
            bytes = members.bytes + merge.bytes
            loop = MergeLoop(members: members, merge: merge, desk: desk(configuration.rulesFolder.map(RuleWatch.init)))
        } else {
            let capture = try LiveCapture(configuration.capture)
            for warning in capture.warnings { log.warning("\(warning)") }
            store = try Self.openStore(&configuration)
            var pipeline = Pipeline(rules: rules, configuration: configuration.pipeline, in: memory)
            for offence in try Self.offences(store, configuration) {
                pipeline.recall(offence.address, blocks: offence.blocks, expires: offence.expires)
            }
            try Self.restore(store, configuration, log) { pipeline.restore(baseline: $0) }
            bytes = pipeline.bytes
            loop = CaptureLoop(
                capture: capture, pipeline: pipeline, desk: desk(configuration.rulesFolder.map(RuleWatch.init)))
        }
        if let memory { Self.fill(memory, log) }
        let rings = configuration.capture.interfaces.count * configuration.cores
        log.info(
            "sensor opened",
            metadata: [
                "interfaces": "\(configuration.capture.interfaces.joined(separator: ","))",
                "rules": "\(rules.rules.count)", "table_bytes": "\(bytes)",
                "ring_bytes": "\(configuration.capture.bufferBytes * rings)",
                "store": "\(store.path)",
            ])
        services = [
            StoreWriter(
                events: EventStore(store: store, sensor: configuration.name), queue: queue,
                ownsStore: configuration.ownsStore, log: log),
            CaptureService(loop: loop),
        ]
    }

    /// Takes the tables' memory, unless that is more than there is: the kernel would end the process.
    private static func fill(_ memory: TableMemory, _ log: Logger) {
        if let available = NodeMemory().available, available < memory.bytes {
            log.warning(
                "the tables may need more memory than is left, and take it as they fill; raise the limit, or lower --maximum-flows or --evidence-mebibytes",
                metadata: ["needed_bytes": "\(memory.bytes)", "available_bytes": "\(available)"])
        } else {
            memory.fill()
        }
    }

    /// Gives up root and opens the store, whose allowlist the policy heeds from then on.
    private static func openStore(_ configuration: inout SensorConfiguration) throws -> DataStore {
        // Nothing is made on the disk for a sensor that cannot capture.
        try SensorFolder.prepare(configuration.dataFolder, for: configuration.user)
        if let user = configuration.user { try Privileges.drop(toUser: user) }
        let store = try DataStore(folder: configuration.dataFolder, configuration: configuration.store)
        configuration.pipeline.policy.allowlist += try store.allowlist(activeAt: .now).map(\.prefix)
        return store
    }

    /// Goes on from what the baseline learnt before the sensor was last ended.
    private static func restore(
        _ store: DataStore, _ configuration: SensorConfiguration, _ log: Logger, _ take: ([UInt8]) -> Bool
    ) throws {
        guard let state = try store.baseline(sensor: configuration.name) else { return }
        if take(state) {
            log.info("the baseline goes on from what it learnt before")
        } else {
            log.warning("what the baseline learnt before does not fit this version or --alarms-per-day; it learns anew")
        }
    }

    /// How often addresses were blocked before.
    private static func offences(_ store: DataStore, _ configuration: SensorConfiguration) throws -> [Offence] {
        try store.offences(simulated: configuration.pipeline.policy.mode == .observe)
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
    let loop: any SensorLoop

    func run() async throws {
        try await withGracefulShutdownHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                Thread.start(named: loop.threadName) {
                    continuation.resume(with: Result { try loop.run() })
                }
            }
        } onGracefulShutdown: {
            loop.stop()
        }
    }
}
