import Foundation
import Synchronization

/// A fixed number of threads that do one job together at a time; the caller is the first of them.
final class Workers: Sendable {
    /// Threads, the caller's included.
    let count: Int
    private let shared: Shared

    /// What the threads see, so that they do not keep the workers alive.
    private final class Shared: Sendable {
        let job = Mutex<(@Sendable (Int) -> Void)?>(nil)
        let starts: [Signal]
        let pending = Atomic<Int>(0)
        let done = Signal()

        init(helpers: Int) { starts = (0..<helpers).map { _ in Signal() } }
    }

    /// Starts `count` − 1 threads.
    init(count: Int) {
        self.count = max(1, count)
        let shared = Shared(helpers: self.count - 1)
        self.shared = shared
        for helper in 0..<self.count - 1 {
            let thread = Thread { Self.work(helper, shared) }
            thread.name = "weir-worker-\(helper + 1)"
            thread.stackSize = 1 << 22
            thread.start()
        }
    }

    deinit {
        shared.job.withLock { $0 = nil }
        for start in shared.starts { start.post() }
    }

    /// Has every thread do `job`, which is given its number, 0 ..< `count`; returns when all are done. What is not worth to
    /// wake the others for, the caller does for them.
    func run(together: Bool = true, _ job: @escaping @Sendable (Int) -> Void) {
        guard count > 1, together else {
            for number in 0..<count { job(number) }
            return
        }
        shared.job.withLock { $0 = job }
        shared.pending.store(count - 1, ordering: .releasing)
        for start in shared.starts { start.post() }
        job(0)
        shared.done.wait()
    }

    private static func work(_ helper: Int, _ shared: Shared) {
        while true {
            shared.starts[helper].wait()
            guard let job = shared.job.withLock({ $0 }) else { return }
            job(helper + 1)
            if shared.pending.subtract(1, ordering: .acquiringAndReleasing).newValue == 0 { shared.done.post() }
        }
    }
}

/// Tasks that threads take one after another until none is left.
final class Tasks: Sendable {
    private let next = Atomic<Int>(0)

    /// Lets the tasks 0 ..< `count` be taken; to be called while no thread takes any.
    func reset() { next.store(0, ordering: .releasing) }

    /// Does tasks as long as there are any of `count`.
    func work(_ count: Int, _ task: (Int) -> Void) {
        while true {
            let number = next.add(1, ordering: .acquiringAndReleasing).oldValue
            guard number < count else { return }
            task(number)
        }
    }
}
