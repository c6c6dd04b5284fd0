import Detection
import Packets
import Store
import Telemetry

/// What of the store is measured when the metrics are read.
struct StoreCollector: Sendable {
    let store: DataStore
    let feed: ChangeFeed
    let version: String

    func register(in registry: PrometheusRegistry) {
        registry.register { [self] in
            [MetricSample(MetricNames.buildInfo, labels: [(name: "version", value: version)], 1)]
                + [MetricSample(MetricNames.streamSubscribers, Double(feed.subscriberCount))] + entries()
        }
    }

    /// Entries in force by origin and action; none where the store does not answer.
    private func entries() -> [MetricSample] {
        let now = Timestamp.now
        return BlacklistEntry.Origin.allCases.flatMap { origin in
            BlacklistEntry.Action.allCases.compactMap { action in
                var query = BlacklistQuery()
                query.activeAt = now
                query.origin = origin
                query.action = action
                guard let count = try? store.blacklistCount(matching: query) else { return nil }
                let labels = [(name: "origin", value: origin.rawValue), (name: "action", value: action.rawValue)]
                return MetricSample(MetricNames.decisionsActive, labels: labels, Double(count))
            }
        }
    }
}
