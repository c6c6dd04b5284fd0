import Dispatch
import Synchronization

/// A semaphore between two threads that is mostly signalled soon: whoever waits looks for a while before it goes to
/// sleep.
final class Signal: Sendable {
    /// Signals that nobody took; below 0 where somebody sleeps.
    private let count = Atomic<Int>(0)
    private let semaphore = DispatchSemaphore(value: 0)
    /// Looks before going to sleep: some tens of microseconds, for to be woken takes as long.
    private static let patience = 200_000

    /// Whether `wait` would return at once.
    var isPosted: Bool { count.load(ordering: .relaxed) > 0 }

    func post() {
        if count.add(1, ordering: .acquiringAndReleasing).oldValue < 0 { semaphore.signal() }
    }

    func wait() {
        var looks = 0
        while count.load(ordering: .relaxed) <= 0, looks < Self.patience { looks += 1 }
        if count.subtract(1, ordering: .acquiringAndReleasing).oldValue <= 0 { semaphore.wait() }
    }
}
