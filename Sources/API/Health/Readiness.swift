import Synchronization

/// Remembers for a second that the store could be written: anybody may ask, and each look takes the writer's place.
final class Readiness: Sendable {
    private let readyUntil = Mutex<ContinuousClock.Instant?>(nil)

    /// Runs `look` unless it went well within the last second.
    func check(_ look: () async throws -> Void) async throws {
        if let until = readyUntil.withLock({ $0 }), until > .now { return }
        try await look()
        readyUntil.withLock { $0 = .now + .seconds(1) }
    }
}
