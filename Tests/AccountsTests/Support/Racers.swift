import Foundation
import Synchronization

/// Threads that do the same at the same moment.
final class Racers<Value: Sendable>: Sendable {
    private let ready = Atomic<Int>(0)
    private let results = Mutex<[Result<Value, any Error>]>([])

    /// Each thread waits for all the others, then runs `body`. Answers what they got.
    static func run(_ count: Int, _ body: @escaping @Sendable () throws -> Value) throws -> [Value] {
        let racers = Racers()
        let group = DispatchGroup()
        for _ in 0..<count {
            group.enter()
            Thread {
                racers.ready.add(1, ordering: .acquiringAndReleasing)
                while racers.ready.load(ordering: .acquiring) < count { sched_yield() }
                let result = Result(catching: body)
                racers.results.withLock { $0.append(result) }
                group.leave()
            }.start()
        }
        group.wait()
        return try racers.results.withLock { try $0.map { try $0.get() } }
    }
}
