import Glibc

/// What one repeat of a benchmark took: CPU time of the whole process and wall time, between `start` and `stop`.
///
/// May be started and stopped several times; what lies between is not measured.
struct Stopwatch {
    /// Of all threads, in seconds.
    private(set) var cpu = 0.0
    /// In seconds.
    private(set) var wall = 0.0
    /// What was done: packets, rows, windows.
    private(set) var items = 0
    private var started = (cpu: 0.0, wall: ContinuousClock.now)

    mutating func start() {
        started = (Self.cpuNow, ContinuousClock.now)
    }

    /// Ends what `start` began, in which `count` items were done.
    mutating func stop(items count: Int) {
        cpu += Self.cpuNow - started.cpu
        wall += (ContinuousClock.now - started.wall) / .seconds(1)
        items += count
    }

    /// To the microsecond.
    private static var cpuNow: Double { Double(clock()) / 1e6 }
}
