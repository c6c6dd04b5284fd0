import Metrics
import Synchronization

/// A counter. Whole numbers are added without a lock.
final class CounterSeries: Series, CounterHandler, FloatingPointCounterHandler {
    private let whole = Atomic<Int64>(0)
    private let rest = Mutex(0.0)

    /// Adds a number; a negative one is ignored, as counters only go up.
    func increment(by amount: Int64) {
        if amount > 0 { whole.wrappingAdd(amount, ordering: .relaxed) }
    }

    /// Adds a number; what is negative or not finite is ignored.
    func increment(by amount: Double) {
        if amount > 0, amount.isFinite { rest.withLock { $0 += amount } }
    }

    func reset() {
        whole.store(0, ordering: .relaxed)
        rest.withLock { $0 = 0 }
    }

    func write(_ name: String, _ labels: LabelSet, into octets: inout [UInt8]) {
        let number = whole.load(ordering: .relaxed)
        let rest = rest.withLock { $0 }
        octets.append(metric: name, labels, rest == 0 ? String(number) : MetricText.number(Double(number) + rest))
    }
}
