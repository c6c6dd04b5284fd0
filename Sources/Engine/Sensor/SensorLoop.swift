import Packets

/// What a sensor's main thread runs.
protocol SensorLoop: Sendable {
    /// The thread's name, at most 15 octets.
    var threadName: String { get }
    /// Captures until `stop` or until the last interface is gone.
    func run() throws
    /// Makes `run` return soon; from another thread.
    func stop()
}

extension Timestamp {
    /// The time up to which seconds are over, by the clock.
    static var settled: Timestamp { now.advanced(byNanoseconds: -SensorConfiguration.lag) }
}
