import Detection
import Foundation
import Logging
import ServiceLifecycle
import Store

/// Captures, read once as fast as they can be, into a store: what a sensor would have kept of them.
///
/// Packet time stays the only clock. Blocks end when they would have ended then, so that an old capture blocks nobody today.
public struct Replay: Service {
    private let captures: [String]
    private let rules: RuleSet
    private let configuration: Pipeline.Configuration
    private let events: EventStore
    private let log: Logger

    /// Events that are stored at a time.
    private static let batchEvents = 1_000
    /// Octets of evidence that are stored at a time.
    private static let batchOctets = 16 << 20

    public init(
        _ captures: [String], rules: RuleSet, configuration: Pipeline.Configuration, store: DataStore, sensor: String,
        log: Logger
    ) throws {
        var configuration = configuration
        configuration.emitsSeconds = true
        configuration.emitsFlows = false
        configuration.policy.allowlist += try store.allowlist(activeAt: .now).map(\.prefix)
        self.captures = captures
        self.rules = rules
        self.configuration = configuration
        self.events = EventStore(store: store, sensor: sensor)
        self.log = log
    }

    /// Reads all captures on a thread of its own, then waits for the graceful shutdown. A capture that cannot be read to
    /// its end is an error in the log; the others are read all the same.
    public func run() async throws {
        let isStopped = StopFlag()
        try await withGracefulShutdownHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                let thread = Thread { continuation.resume(with: Result { try read(until: isStopped) }) }
                thread.name = "weir-replay"
                thread.stackSize = 1 << 22
                thread.start()
            }
            // The group takes a service that ends before it is told to for one that failed.
            try? await gracefulShutdown()
        } onGracefulShutdown: {
            isStopped.set()
        }
    }

    private func read(until isStopped: StopFlag) throws {
        var analysis = CaptureAnalysis(rules: rules, configuration: configuration)
        var batch: [EngineEvent] = []
        var octets = 0
        let take = { (new: [EngineEvent]) throws in
            if isStopped.isSet { throw CancellationError() }
            batch += new
            octets += new.reduce(0) { $0 + $1.evidenceOctets }
            guard batch.count >= Self.batchEvents || octets >= Self.batchOctets else { return }
            octets = 0
            try events.write(batch)
            batch.removeAll(keepingCapacity: true)
        }
        do {
            for capture in captures {
                do {
                    try analysis.read(capture, events: take, progress: { _ in })
                } catch is CancellationError {
                    throw CancellationError()
                } catch let error as StoreError {
                    throw error
                } catch {
                    log.error("a capture could not be read", metadata: ["capture": "\(capture)", "error": "\(error)"])
                }
            }
            try analysis.finish(events: take)
            try events.write(batch)
        } catch is CancellationError {
            return
        }
        let counters = analysis.counters
        log.notice(
            "replay ended",
            metadata: [
                "captures": "\(captures.count)", "packets": "\(counters.packets)", "verdicts": "\(counters.verdicts)",
                "blacklisted": "\(counters.blacklisted)",
            ])
    }
}
