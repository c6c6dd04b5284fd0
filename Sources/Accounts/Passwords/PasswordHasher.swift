import Foundation
import Synchronization

/// Hashes and compares passwords on threads of its own, few at a time.
///
/// A derivation takes about 0.15 seconds: on Swift's own threads it would keep requests waiting that have nothing to
/// do with it. At most `threads` run and at most `capacity` wait; what comes then is refused.
public final class PasswordHasher: Sendable {
    /// How long a refused request should wait.
    public static let retrySeconds = 5

    private let threads: Int
    private let capacity: Int
    private let derivation = KeyDerivation()
    private let state = Mutex(State())

    private struct State {
        var running = 0
        var waiting: [Job] = []
        var lastID = 0
    }

    private struct Job {
        let id: Int
        let work: @Sendable () -> Void
        /// Ends the wait of a job that was not begun.
        let cancel: @Sendable () -> Void
    }

    /// - Parameters:
    ///   - threads: At once, 1…64; each takes 16 MiB while it runs.
    ///   - capacity: Waiting, 0…4096.
    public init(threads: Int = 2, capacity: Int = 64) {
        self.threads = max(1, min(threads, 64))
        self.capacity = max(0, min(capacity, 4096))
    }

    /// Derivations so far.
    public var derivations: Int { derivation.count }
    /// Requests that wait now.
    public var waiting: Int { state.withLock { $0.waiting.count } }

    /// ``PasswordHash/make(_:)`` elsewhere. Throws ``PasswordHasherError`` or `CancellationError`.
    public func hash(_ password: Password) async throws -> String {
        let derivation = derivation
        return try await run { try PasswordHash.make(password, by: derivation) }
    }

    /// ``PasswordHash/verify(_:against:)`` elsewhere. Throws ``PasswordHasherError`` or `CancellationError`.
    public func verify(_ password: String, against stored: String?) async throws -> Bool {
        let derivation = derivation
        return try await run { PasswordHash.verify(password, against: stored, by: derivation) }
    }

    private func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        let id = state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Value, any Error>) in
                let job = Job(
                    id: id,
                    work: {
                        continuation.resume(with: Result(catching: body).mapError { _ in PasswordHasherError.failed })
                    },
                    cancel: { continuation.resume(throwing: CancellationError()) })
                if let error = submit(job) { continuation.resume(throwing: error) }
            }
        } onCancel: {
            cancel(id)
        }
    }

    /// Starts the job or lets it wait; answers why it does neither.
    private func submit(_ job: Job) -> (any Error)? {
        let outcome: (error: (any Error)?, starts: Bool) = state.withLock { state in
            // Under the lock: a cancellation comes either before this, or finds the job among those waiting.
            if Task.isCancelled { return (CancellationError(), false) }
            if state.running < threads {
                state.running += 1
                return (nil, true)
            }
            if state.waiting.count >= capacity { return (PasswordHasherError.busy, false) }
            state.waiting.append(job)
            return (nil, false)
        }
        // No queue of Dispatch: on Linux those share their threads, one a core, with Swift's tasks, which would wait.
        if outcome.starts { Thread.detachNewThread { self.work(job) } }
        return outcome.error
    }

    /// Does the job and then those that wait, until there are none.
    private func work(_ job: Job) {
        var next: Job? = job
        while let job = next {
            job.work()
            next = state.withLock { state in
                if state.waiting.isEmpty {
                    state.running -= 1
                    return nil
                }
                return state.waiting.removeFirst()
            }
        }
    }

    private func cancel(_ id: Int) {
        let job = state.withLock { state -> Job? in
            state.waiting.firstIndex { $0.id == id }.map { state.waiting.remove(at: $0) }
        }
        job?.cancel()
    }
}
