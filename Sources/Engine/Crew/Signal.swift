import Dispatch
import Synchronization

/// A semaphore between two threads that is mostly signalled soon: whoever waits looks for a while before it goes to
/// sleep.
final class Signal: Sendable {
    /// Signals that nobody took; below 0 where somebody sleeps.
    private let count = Atomic<Int>(0)
    private let semaphore = DispatchSemaphore(value: 0)
    /// Looks before going to sleep; a look takes some nanoseconds, and to be woken as long as thousands of them.
    private static let patience = 20_000

    func post() {
        if count.add(1, ordering: .acquiringAndReleasing).oldValue < 0 { semaphore.signal() }
    }

    /// Waits for a signal, and does pieces of something else as long as `idle` finds any.
    func wait(meanwhile idle: () -> Bool) {
        var looks = 0
        while count.load(ordering: .relaxed) <= 0, looks < Self.patience { looks = idle() ? 0 : looks + 1 }
        if count.subtract(1, ordering: .acquiringAndReleasing).oldValue <= 0 { semaphore.wait() }
    }
}
