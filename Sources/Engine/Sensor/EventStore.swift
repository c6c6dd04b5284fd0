import Detection
import Store

/// Puts what a pipeline found into a store, under the name of its sensor.
struct EventStore: Sendable {
    let store: DataStore
    let sensor: String

    /// Stores samples and entries; flows are not kept.
    func write(_ batch: [EngineEvent]) throws {
        var samples: [TrafficSample] = []
        var entries: [BlacklistEntry] = []
        for event in batch {
            switch event {
            case .verdict(let verdict), .incident(let verdict):
                samples.append(TrafficSample(verdict, sensor: sensor))
            case .second(let time, let totals):
                samples.append(TrafficSample(totals, sensor: sensor, time: time))
            case .blacklist(let entry): entries.append(entry)
            case .flow: break
            }
        }
        if !samples.isEmpty { try store.append(samples) }
        if !entries.isEmpty { _ = try store.apply(entries, sensor: sensor, by: "sensor \(sensor)") }
    }
}
