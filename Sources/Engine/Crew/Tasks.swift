import Synchronization

/// Tasks that threads do together: each at first its own, which are the same in every round, since their memory may still
/// be in its caches; and then what others have left, from the end.
final class Tasks: Sendable {
    /// Whether one thread does them all, one after another: then nothing has to be noted of them.
    private let isAlone: Bool
    /// Bit by bit.
    private let taken = Atomic<UInt64>(0)
    private let done = Atomic<UInt64>(0)

    /// Tasks of so many threads.
    init(threads: Int) { isAlone = threads == 1 }

    /// Lets all tasks be taken; to be called while no thread takes any or waits for one.
    func reset() {
        done.store(0, ordering: .relaxed)
        taken.store(0, ordering: .releasing)
    }

    /// Does tasks of 0 ..< `count`, at most 64, as long as there are any; `worker` is the number of the thread among `workers`.
    func work(_ count: Int, worker: Int, of workers: Int, _ task: (Int) -> Void) {
        if isAlone {
            for number in 0..<count { task(number) }
            return
        }
        for number in stride(from: worker, to: count, by: workers) { attempt(number, task) }
        for number in (0..<count).reversed() { attempt(number, task) }
    }

    private func attempt(_ number: Int, _ task: (Int) -> Void) {
        guard take(number) else { return }
        task(number)
        done.bitwiseOr(Self.bit(number), ordering: .releasing)
    }

    /// Waits until a task is done, and does pieces of something else meanwhile: to be called by who found none left to take, so that
    /// another thread is at it.
    func wait(for number: Int, meanwhile idle: () -> Bool) {
        if isAlone { return }
        while done.load(ordering: .acquiring) & Self.bit(number) == 0 { _ = idle() }
    }

    /// Whether nobody has taken some of `count` tasks yet.
    func areLeft(of count: Int) -> Bool { taken.load(ordering: .relaxed).nonzeroBitCount < count }

    /// Whether the caller is the first to take the task.
    func take(_ number: Int) -> Bool {
        let bit = Self.bit(number)
        if taken.load(ordering: .relaxed) & bit != 0 { return false }
        return taken.bitwiseOr(bit, ordering: .acquiringAndReleasing).oldValue & bit == 0
    }

    private static func bit(_ number: Int) -> UInt64 { 1 << UInt64(number) }
}
