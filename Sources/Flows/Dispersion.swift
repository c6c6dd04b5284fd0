import Packets

/// How numbers scatter around their mean, beside a count and a sum that are kept elsewhere: the sum of squared deviations
/// by Welford's method (Technometrics 4, 1962), which does not lose the variance to cancellation, minimum and maximum.
struct Dispersion<Number: BitwiseCopyable & Comparable & Sendable>: BitwiseCopyable, Sendable {
    private var squares: Float = 0
    private(set) var minimum: Number
    private(set) var maximum: Number

    /// Takes in `value`, which is the number `count` of those that now sum up to `sum`.
    @inline(__always)
    mutating func add(_ value: Number, _ number: Float, count: Float, sum: Float) {
        if count < 1.5 {
            (minimum, maximum) = (value, value)
            return
        }
        squares += (number - (sum - number) / (count - 1)) * (number - sum / count)
        if value < minimum { minimum = value }
        if value > maximum { maximum = value }
    }

    /// Population variance; 0 for fewer than two numbers.
    func variance(count: Double) -> Double { count > 1 ? max(0, Double(squares)) / count : 0 }
}

extension Dispersion<UInt16> {
    init() { self.init(minimum: 0, maximum: 0) }
}

extension Dispersion<Float> {
    init() { self.init(minimum: 0, maximum: 0) }
}

extension Dispersion {
    private init(minimum: Number, maximum: Number) {
        self.minimum = minimum
        self.maximum = maximum
    }
}

/// Mean, variance, minimum and maximum of a flow's packets.
public struct FlowStatistics: Sendable {
    public var mean: Double
    /// Population variance; 0 for fewer than two numbers.
    public var variance: Double
    public var minimum: Double
    public var maximum: Double
}

extension FlowRecord {
    /// Sizes of the flow's network packets in octets, both directions together; the least and the greatest up to 65,535.
    public var size: FlowStatistics {
        let count = Double(packets)
        let octets = Double(forward.octets) + Double(reverse.octets)
        return FlowStatistics(
            mean: count > 0 ? octets / count : 0, variance: sizes.variance(count: count),
            minimum: Double(sizes.minimum), maximum: Double(sizes.maximum))
    }

    /// Inter-arrival times of the flow's packets in seconds, both directions together.
    public var interArrival: FlowStatistics {
        let count = Double(packets) - 1
        let seconds = Double(end.nanoseconds(since: start)) * 1e-9
        return FlowStatistics(
            mean: count > 0 ? seconds / count : 0, variance: gaps.variance(count: count),
            minimum: Double(gaps.minimum), maximum: Double(gaps.maximum))
    }

    /// Takes in the size of a packet that was counted, and the time since the one before it.
    @inline(__always)
    mutating func measure(size: UInt32, at now: Timestamp, after before: Timestamp) {
        let count = Float(Int64(packets))
        let octets = Float(Int64(truncatingIfNeeded: forward.octets &+ reverse.octets))
        sizes.add(UInt16(clamping: size), Float(Int64(size)), count: count, sum: octets)
        guard count > 1.5 else { return }
        let gap = Float(now.nanoseconds(since: before)) * 1e-9
        gaps.add(gap, gap, count: count - 1, sum: Float(now.nanoseconds(since: start)) * 1e-9)
    }
}
