import Synchronization

/// A bounded queue from the capture's thread to the writer. The thread never waits: what does not fit is counted and lost.
///
/// The lock is held to append or to take, never while anything is written.
package final class EventQueue: Sendable {
    private let waiting = Mutex<[EngineEvent]>([])
    private let capacity: Int
    private let lostEvents = Atomic<UInt64>(0)
    /// Wakes the writer; one signal stands for all that came before it is heard.
    private let signals: AsyncStream<Void>
    private let signal: AsyncStream<Void>.Continuation

    /// Room for `capacity` events.
    package init(capacity: Int) {
        self.capacity = capacity
        (signals, signal) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    }

    /// Events lost so far.
    package var lost: UInt64 { lostEvents.load(ordering: .relaxed) }

    /// Hands events over, the first of them where not all fit; false where some did not.
    package func put(_ events: [EngineEvent]) -> Bool {
        let taken = waiting.withLock { waiting in
            let room = min(events.count, capacity - waiting.count)
            waiting += events.prefix(room)
            return room
        }
        signal.yield()
        if taken == events.count { return true }
        lostEvents.add(UInt64(events.count - taken), ordering: .relaxed)
        return false
    }

    /// The events that wait, at most `most` of them, as soon as there are some; nil after the last. For one caller.
    package func next(most: Int) async -> [EngineEvent]? {
        var events = take(most)
        if !events.isEmpty { return events }
        for await _ in signals {
            events = take(most)
            if !events.isEmpty { return events }
        }
        events = take(most)
        return events.isEmpty ? nil : events
    }

    /// No more will come.
    package func finish() { signal.finish() }

    private func take(_ most: Int) -> [EngineEvent] {
        waiting.withLock { waiting in
            if waiting.count <= most {
                let all = waiting
                waiting = []
                return all
            }
            let first = Array(waiting.prefix(most))
            waiting.removeFirst(most)
            return first
        }
    }
}
