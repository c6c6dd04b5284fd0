import Synchronization

/// A bounded queue from the capture's thread to the writer. The thread never waits: what does not fit is counted and lost.
final class EventQueue: Sendable {
    let events: AsyncStream<[EngineEvent]>
    private let continuation: AsyncStream<[EngineEvent]>.Continuation
    private let lostEvents = Atomic<UInt64>(0)

    /// Room for `capacity` batches.
    init(capacity: Int) {
        (events, continuation) = AsyncStream.makeStream(
            of: [EngineEvent].self, bufferingPolicy: .bufferingOldest(capacity))
    }

    /// Events lost so far.
    var lost: UInt64 { lostEvents.load(ordering: .relaxed) }

    /// Hands a batch over; false where there was no room for it.
    func put(_ batch: [EngineEvent]) -> Bool {
        guard case .dropped = continuation.yield(batch) else { return true }
        lostEvents.add(UInt64(batch.count), ordering: .relaxed)
        return false
    }

    /// No more will come.
    func finish() { continuation.finish() }
}
