/// Count, mean, variance, minimum and maximum of a stream of numbers in constant memory.
///
/// After 2³² − 1 numbers it takes no more in.
/// Welford's method (Technometrics 4, 1962), which does not lose the variance to cancellation.
public struct OnlineStatistics: BitwiseCopyable, Sendable {
    public private(set) var count: UInt32 = 0
    public private(set) var mean: Float = 0
    private var squares: Float = 0
    public private(set) var minimum: Float = 0
    public private(set) var maximum: Float = 0

    public init() {}

    /// Takes one number in. O(1).
    public mutating func add(_ value: Float) {
        if count == .max { return }
        count += 1
        if count == 1 {
            (mean, minimum, maximum) = (value, value, value)
            return
        }
        let delta = value - mean
        mean += delta / Float(count)
        squares += delta * (value - mean)
        if value < minimum { minimum = value }
        if value > maximum { maximum = value }
    }

    /// Population variance; 0 for fewer than two numbers.
    public var variance: Float { count > 1 ? squares / Float(count) : 0 }
}
