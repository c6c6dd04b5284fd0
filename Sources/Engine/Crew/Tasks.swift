import Synchronization

/// Tasks that threads do together: each at first its own, which are the same in every round, since their memory may still
/// be in its caches; and then what others have left, from the end.
final class Tasks: Sendable {
    /// Bit by bit.
    private let taken = Atomic<UInt64>(0)

    /// Lets all tasks be taken; to be called while no thread takes any.
    func reset() { taken.store(0, ordering: .releasing) }

    /// Does tasks of 0 ..< `count`, at most 64, as long as there are any; `worker` is the number of the thread among `workers`.
    func work(_ count: Int, worker: Int, of workers: Int, _ task: (Int) -> Void) {
        for number in stride(from: worker, to: count, by: workers) where take(number) { task(number) }
        for number in (0..<count).reversed() where take(number) { task(number) }
    }

    /// Whether the caller is the first to take the task.
    func take(_ number: Int) -> Bool {
        let bit = UInt64(1) << UInt64(number)
        if taken.load(ordering: .relaxed) & bit != 0 { return false }
        return taken.bitwiseOr(bit, ordering: .acquiringAndReleasing).oldValue & bit == 0
    }
}
