import Synchronization

/// A bounded queue from the capture's thread to the writer. The thread never waits: what does not fit is counted and lost.
/// Evidence is larger than all other events, and has bounds of its own, in octets.
///
/// The lock is held to append or to take, never while anything is written.
package final class EventQueue: Sendable {
    private let waiting = Mutex(Waiting())
    private let capacity: Int
    private let evidenceOctets: Int
    private let lostEvents = Atomic<UInt64>(0)
    private let lostPackets = Atomic<UInt64>(0)
    /// Wakes the writer; one signal stands for all that came before it is heard.
    private let signals: AsyncStream<Void>
    private let signal: AsyncStream<Void>.Continuation

    private struct Waiting {
        var events: [EngineEvent] = []
        /// Octets of the evidence among them.
        var evidenceOctets = 0
    }

    /// Room for `capacity` events, the evidence among them of so many octets.
    package init(capacity: Int, evidenceOctets: Int = 64 << 20) {
        self.capacity = capacity
        self.evidenceOctets = evidenceOctets
        (signals, signal) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    }

    /// Events lost so far.
    package var lost: UInt64 { lostEvents.load(ordering: .relaxed) }

    /// Verdicts whose evidence was lost so far.
    package var lostEvidence: UInt64 { lostPackets.load(ordering: .relaxed) }

    /// Hands events over, the first of them where not all fit; false where some did not.
    package func put(_ events: [EngineEvent]) -> Bool {
        let lost = waiting.withLock { waiting in
            var lost = (events: 0, evidence: 0)
            for event in events {
                let octets = event.evidenceOctets
                if waiting.events.count == capacity {
                    lost.events += 1
                } else if waiting.evidenceOctets + octets > evidenceOctets {
                    lost.evidence += 1
                } else {
                    waiting.events.append(event)
                    waiting.evidenceOctets += octets
                }
            }
            return lost
        }
        signal.yield()
        if lost == (0, 0) { return true }
        lostEvents.add(UInt64(lost.events), ordering: .relaxed)
        lostPackets.add(UInt64(lost.evidence), ordering: .relaxed)
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
            if waiting.events.count <= most {
                let all = waiting.events
                waiting = Waiting()
                return all
            }
            let first = Array(waiting.events.prefix(most))
            waiting.events.removeFirst(most)
            waiting.evidenceOctets -= first.reduce(0) { $0 + $1.evidenceOctets }
            return first
        }
    }
}

extension EngineEvent {
    /// Octets of the packets that it carries.
    var evidenceOctets: Int {
        if case .evidence(let evidence) = self { evidence.pcapng.count } else { 0 }
    }
}
