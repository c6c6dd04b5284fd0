import Metrics
import Synchronization

/// A histogram: what was observed, by buckets, with sum and number. Timers record seconds.
final class HistogramSeries: Series, RecorderHandler, TimerHandler {
    private struct State {
        /// Observations by bucket, not cumulative; the last is what is beyond all bounds.
        var counts: [UInt64]
        var sum = 0.0
    }

    private let bounds: [Double]
    private let state: Mutex<State>
    private let refused: RefusedSeries

    /// `refused` counts what is not finite: it would spoil the sum for ever.
    init(bounds: [Double], refused: RefusedSeries) {
        self.bounds = bounds
        self.refused = refused
        state = Mutex(State(counts: Array(repeating: 0, count: bounds.count + 1)))
    }

    func record(_ value: Int64) { record(Double(value)) }

    func record(_ value: Double) {
        guard value.isFinite else {
            refused.record(value)
            return
        }
        let bucket = bounds.firstIndex { value <= $0 } ?? bounds.count
        state.withLock {
            $0.counts[bucket] &+= 1
            $0.sum += value
        }
    }

    func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }

    func write(_ name: String, _ labels: LabelSet, into octets: inout [UInt8]) {
        let state = state.withLock { $0 }
        var total: UInt64 = 0
        for (bound, count) in zip(bounds + [.infinity], state.counts) {
            total &+= count
            octets.append(metric: name + "_bucket", labels, le: bound, String(total))
        }
        octets.append(metric: name + "_sum", labels, MetricText.number(state.sum))
        octets.append(metric: name + "_count", labels, String(total))
    }
}
