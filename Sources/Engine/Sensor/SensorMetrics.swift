import Metrics

/// The sensor's counters as metrics, brought up to date once a second by the capture's thread.
struct SensorMetrics {
    private var told = Counters()

    /// Adds what was counted since the last call.
    mutating func update(_ counters: Counters) {
        add("weir_capture_packets_total", counters.packets, told.packets)
        add("weir_capture_bytes_total", counters.octets, told.octets)
        add("weir_capture_kernel_drops_total", counters.kernelDropped, told.kernelDropped)
        add("weir_capture_interface_drops_total", counters.interfaceDropped, told.interfaceDropped)
        add("weir_flows_total", counters.flows, told.flows)
        add("weir_windows_total", counters.windows, told.windows)
        add("weir_events_dropped_total", counters.storeOverflow, told.storeOverflow, [("stage", "store")])
        add("weir_events_dropped_total", counters.mergeOverflow, told.mergeOverflow, [("stage", "merge")])
        add("weir_evidence_dropped_total", counters.evidenceUnasked, told.evidenceUnasked, [("reason", "waiting")])
        add("weir_evidence_dropped_total", counters.evidenceOverflow, told.evidenceOverflow, [("reason", "queue")])
        add("weir_flow_table_evictions_total", counters.evictedFlows, told.evictedFlows)
        add("weir_entity_table_evictions_total", counters.evictedEntities, told.evictedEntities)
        let before = Dictionary(uniqueKeysWithValues: told.decodeErrors.map { ($0.label, $0.count) })
        for (label, count) in counters.decodeErrors {
            add("weir_decode_errors_total", count, before[label] ?? 0, [("reason", label)])
        }
        told = counters
    }

    /// Counts a verdict or an entry.
    func count(_ event: EngineEvent) {
        switch event {
        case .verdict(let verdict):
            let dimensions = [("kind", verdict.kind.rawValue), ("severity", verdict.severity.rawValue)]
            Counter(label: "weir_detections_total", dimensions: dimensions).increment()
        case .blacklist(let entry):
            let dimensions = [("action", entry.action.rawValue), ("origin", entry.origin.rawValue)]
            Counter(label: "weir_decisions_total", dimensions: dimensions).increment()
        case .evidence(let evidence):
            let dimensions = [("complete", evidence.isComplete ? "true" : "false")]
            Counter(label: "weir_evidence_total", dimensions: dimensions).increment()
        case .incident, .flow, .second, .baseline: break
        }
    }

    private func add(_ label: String, _ now: UInt64, _ before: UInt64, _ dimensions: [(String, String)] = []) {
        let counter = Counter(label: label, dimensions: dimensions)
        if now > before { counter.increment(by: Int64(clamping: now - before)) }
    }
}
