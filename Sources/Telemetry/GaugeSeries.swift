import Metrics
import Synchronization

/// A gauge: the last value that was set or recorded, NaN and infinities too.
final class GaugeSeries: Series, MeterHandler, RecorderHandler {
    private let value = Mutex(0.0)

    func set(_ value: Int64) { set(Double(value)) }
    func set(_ value: Double) { self.value.withLock { $0 = value } }
    func increment(by amount: Double) { value.withLock { $0 += amount } }
    func decrement(by amount: Double) { value.withLock { $0 -= amount } }
    func record(_ value: Int64) { set(Double(value)) }
    func record(_ value: Double) { set(value) }

    func write(_ name: String, _ labels: LabelSet, into octets: inout [UInt8]) {
        octets.append(metric: name, labels, MetricText.number(value.withLock { $0 }))
    }
}
