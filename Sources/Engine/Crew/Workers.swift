import Foundation
import Synchronization

/// A fixed number of threads that do one job together at a time; the caller is the first of them. Who has to wait for the
/// others does something else meanwhile, in small pieces.
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
        let idle: @Sendable () -> Bool

        init(helpers: Int, idle: @escaping @Sendable () -> Bool) {
            starts = (0..<helpers).map { _ in Signal() }
            self.idle = idle
        }
    }

    /// Starts `count` − 1 threads; `idle` does a piece of what there is to do else, or returns false where there is none.
    init(count: Int, idle: @escaping @Sendable () -> Bool = { false }) {
        self.count = max(1, count)
        let shared = Shared(helpers: self.count - 1, idle: idle)
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
    func run(together: Bool = true, _ job: @Sendable (Int) -> Void) {
        guard count > 1, together else {
            for number in 0..<count { job(number) }
            return
        }
        // Nobody has the job any more when this returns, so that it need not outlive the call: alone, it costs no allocation.
        withoutActuallyEscaping(job) { job in
            shared.job.withLock { $0 = job }
            shared.pending.store(count - 1, ordering: .releasing)
            for start in shared.starts { start.post() }
            job(0)
            shared.done.wait(meanwhile: shared.idle)
            shared.job.withLock { $0 = nil }
        }
    }

    /// Has the threads make `count` values to be handed over, of which each makes its share.
    func handover<Value: ~Copyable>(_ count: Int, _ make: @Sendable (Int) -> sending Value) -> Handover<Value> {
        let made = Handover<Value>(count: count)
        let threads = self.count
        run { worker in
            for number in stride(from: worker, to: count, by: threads) { made.put(make(number), at: number) }
        }
        return made
    }

    private static func work(_ helper: Int, _ shared: Shared) {
        while true {
            shared.starts[helper].wait(meanwhile: shared.idle)
            guard doJob(helper, shared) else { return }
            if shared.pending.subtract(1, ordering: .acquiringAndReleasing).newValue == 0 { shared.done.post() }
        }
    }

    /// Does the job, of which nothing is held afterwards; false where there is none.
    @inline(never)
    private static func doJob(_ helper: Int, _ shared: Shared) -> Bool {
        guard let job = shared.job.withLock({ $0 }) else { return false }
        job(helper + 1)
        return true
    }
}
