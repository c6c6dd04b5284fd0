import Detection
import Store

/// Puts what a pipeline found into a store, under the name of its sensor.
struct EventStore: Sendable {
    let store: DataStore
    let sensor: String

    /// Stores samples, entries and evidence; flows are not kept. Answers how many verdicts' packets found no sample to go to.
    @discardableResult
    func write(_ batch: [EngineEvent]) throws -> Int {
        var samples: [TrafficSample] = []
        var entries: [BlacklistEntry] = []
        var packets: [Evidence] = []
        for event in batch {
            switch event {
            case .verdict(let verdict), .incident(let verdict):
                samples.append(TrafficSample(verdict, sensor: sensor))
            case .second(let time, let totals):
                samples.append(TrafficSample(totals, sensor: sensor, time: time))
            case .blacklist(let entry): entries.append(entry)
            case .evidence(let evidence): packets.append(evidence)
            case .baseline(let state): try store.save(baseline: state, sensor: sensor)
            case .flow: break
            }
        }
        if !samples.isEmpty { try store.append(samples) }
        if !entries.isEmpty { _ = try store.apply(entries, sensor: sensor, by: "sensor \(sensor)") }
        // Behind the samples, which they belong to.
        return try packets.reduce(0) { lost, evidence in
            let incident = evidence.verdict.incident.id
            return try lost + (store.append(evidence: evidence.pcapng, of: incident, sensor: sensor) ? 0 : 1)
        }
    }
}
