extension PrometheusRegistry {
    /// What takes and counts everything that is refused of a metric for this reason. Bounded: once as many as there may be
    /// metrics are known, the rest is counted together as `other`.
    func refused(_ name: String, _ reason: RefusalReason) -> RefusedSeries {
        refusals.withLock { refusals in
            let labels = { (name: String) in LabelSet([("metric", name), ("reason", reason.rawValue)]) }
            if let known = refusals[labels(name)] { return known }
            let key = labels(reason == .metrics || refusals.count >= configuration.metrics ? "other" : name)
            if let known = refusals[key] { return known }
            let new = RefusedSeries()
            refusals[key] = new
            return new
        }
    }
}
