import Packets
import Synchronization

/// A clock that a test moves; it begins at 0.
final class Clock: Sendable {
    private let seconds = Mutex<Int64>(0)

    var now: Timestamp { Timestamp(seconds: seconds.withLock { $0 }) }

    func advance(_ by: Int64 = 1) { seconds.withLock { $0 += by } }
}
