import Detection
import Logging
import Packets
import ServiceLifecycle
import Store

/// Writes events to the store, in batches, until the queue ends; keeps the store within its bounds.
struct StoreWriter: Service {
    let events: EventStore
    let queue: EventQueue
    /// False where others go on using the store, and care for it.
    let ownsStore: Bool
    let log: Logger

    /// Batches between two looks at what is over: about a minute of them, since there is at least one a second.
    private static let careEvery = 60
    /// Events of a transaction, where so many wait: catching up is cheaper in large ones.
    private static let batchEvents = 4_096

    func run() async throws {
        var batches = 0
        while let batch = await queue.next(most: Self.batchEvents) {
            write(batch)
            batches += 1
            if ownsStore, batches % Self.careEvery == 1 { care() }
        }
        if ownsStore { try events.store.close() }
        // The group takes a service that ends before it is told to for one that failed.
        try? await gracefulShutdown()
    }

    /// A store that fails is an error in the log, once for each batch; the capture goes on.
    private func write(_ batch: [EngineEvent]) {
        do {
            let lost = try events.write(batch)
            if lost > 0 {
                log.warning("packets of verdicts that are not stored were lost", metadata: ["verdicts": "\(lost)"])
            }
        } catch {
            log.error("events could not be stored", metadata: ["error": "\(error)", "events": "\(batch.count)"])
        }
    }

    private func care() {
        do {
            let now = Timestamp.now
            _ = try events.store.expire(at: now)
            _ = try events.store.retain(now: now)
        } catch {
            log.error("the store could not be tidied", metadata: ["error": "\(error)"])
        }
    }
}
