import Detection
import Logging
import Packets
import ServiceLifecycle
import Store

/// Writes events to the store, in batches, until the queue ends; keeps the store within its bounds.
struct StoreWriter: Service {
    let store: DataStore
    let sensor: String
    let queue: EventQueue
    let log: Logger

    /// Batches between two looks at what is over: about a minute of them, since there is at least one a second.
    private static let careEvery = 60

    func run() async throws {
        var batches = 0
        for await batch in queue.events {
            write(batch)
            batches += 1
            if batches % Self.careEvery == 1 { care() }
        }
        try store.close()
        // The group takes a service that ends before it is told to for one that failed.
        try? await gracefulShutdown()
    }

    /// A store that fails is an error in the log, once for each batch; the capture goes on.
    private func write(_ batch: [EngineEvent]) {
        var samples: [TrafficSample] = []
        var entries: [BlacklistEntry] = []
        for event in batch {
            switch event {
            case .verdict(let verdict):
                samples.append(TrafficSample(verdict, sensor: sensor))
            case .second(let time, let totals):
                samples.append(TrafficSample(totals, sensor: sensor, time: time))
            case .blacklist(let entry): entries.append(entry)
            case .flow: break
            }
        }
        do {
            if !samples.isEmpty { try store.append(samples) }
            if !entries.isEmpty { _ = try store.apply(entries, sensor: sensor, by: "sensor \(sensor)") }
        } catch {
            log.error("events could not be stored", metadata: ["error": "\(error)", "events": "\(batch.count)"])
        }
    }

    private func care() {
        do {
            let now = Timestamp.now
            _ = try store.expire(at: now)
            _ = try store.retain(now: now)
        } catch {
            log.error("the store could not be tidied", metadata: ["error": "\(error)"])
        }
    }
}
