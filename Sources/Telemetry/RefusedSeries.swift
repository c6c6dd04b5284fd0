import Metrics
import Synchronization

/// Takes what cannot be kept, and counts how often that was.
final class RefusedSeries: Series, CounterHandler, FloatingPointCounterHandler, MeterHandler, RecorderHandler,
    TimerHandler
{
    private let count = Atomic<Int64>(0)

    func increment(by amount: Int64) { note() }
    func increment(by amount: Double) { note() }
    func decrement(by amount: Double) { note() }
    func reset() {}
    func set(_ value: Int64) { note() }
    func set(_ value: Double) { note() }
    func record(_ value: Int64) { note() }
    func record(_ value: Double) { note() }
    func recordNanoseconds(_ duration: Int64) { note() }

    /// Whether anything was refused.
    var isUsed: Bool { count.load(ordering: .relaxed) > 0 }

    func note() { count.wrappingAdd(1, ordering: .relaxed) }

    func write(_ name: String, _ labels: LabelSet, into octets: inout [UInt8]) {
        octets.append(metric: name, labels, String(count.load(ordering: .relaxed)))
    }
}
