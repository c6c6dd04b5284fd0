import Packets

/// What happens between packets: the list of flows touched since the last tick, flows that are due for a look, expiry.
extension FlowMeter {
    /// Nanoseconds that an answer may take before a flow counts as unanswered. 0.5 s is past the round trip to anywhere.
    static let answerTime: Int64 = 500_000_000
    /// Nanoseconds after which an open connection without payload of the responder counts as stalled.
    static let stallTime: Int64 = 10_000_000_000

    /// Puts the slot on the list of touched flows and renews its place in the order of eviction, once a tick.
    mutating func touch(_ slot: Int) {
        let flowClass = table.records[slot].flowClass
        if table.records[slot].links.isTouched, table.records[slot].links.flowClass == flowClass { return }
        table.renew(slot, as: flowClass)
        if table.records[slot].links.isTouched { return }
        table.records[slot].links.isTouched = true
        table.records[slot].links.nextTouched = touched
        touched = UInt32(slot)
    }

    /// Has the flow looked at in the first tick at or after `time`.
    mutating func schedule(_ slot: Int, at time: Timestamp) {
        table.records[slot].due = time
        if table.records[slot].links.isDue { return }
        table.records[slot].links.isDue = true
        table.records[slot].links.nextDue = dueSlots
        dueSlots = UInt32(slot)
    }

    /// Looks at the flows that are due: who was not answered, who holds a connection open for nothing.
    ///
    /// Cost: flows that began within the last tick or two, and established ones younger than ten seconds that have
    /// brought nothing yet.
    public mutating func examineDue(at now: Timestamp) {
        var next = dueSlots
        dueSlots = FlowTable.none
        while next != FlowTable.none {
            let slot = Int(next)
            next = table.records[slot].links.nextDue
            table.records[slot].links.isDue = false
            guard table.records[slot].links.isLive else { continue }
            let due = table.records[slot].due
            if due > now {
                schedule(slot, at: due)
            } else if table.records[slot].examine() {
                schedule(slot, at: table.records[slot].start.advanced(byNanoseconds: Self.stallTime))
            }
            if !table.records[slot].tickEvents.isEmpty { touch(slot) }
        }
    }

    /// Visits every flow touched since the last call, and clears what it counted for the tick.
    /// Order: the latest touched first; the same for the same packets.
    @inlinable
    public mutating func takeTouched(_ visit: (FlowRecord) throws -> Void) rethrows {
        while let slot = nextTouched() {
            try visit(record(at: slot))
            clearTick(slot)
        }
    }

    /// Takes one slot off the touched list; nil at its end.
    @usableFromInline
    mutating func nextTouched() -> Int? {
        while touched != FlowTable.none {
            let slot = Int(touched)
            touched = table.records[slot].links.nextTouched
            table.records[slot].links.isTouched = false
            if table.records[slot].links.isLive { return slot }
        }
        return nil
    }

    @usableFromInline
    func record(at slot: Int) -> FlowRecord { table.records[slot] }

    @usableFromInline
    mutating func clearTick(_ slot: Int) { table.records[slot].clearTick() }

    /// Ends flows that have been silent for longer than their timeout, as many as `ended` has room for.
    /// Returns whether there may be more. Each class is kept in order of touch, so only what ends is visited.
    public mutating func expire(at now: Timestamp) -> Bool {
        for flowClass in FlowClass.allCases {
            while let slot = table.oldest(flowClass),
                now.nanoseconds(since: table.records[slot].end) > timeout(of: table.records[slot].tcpState)
            {
                if endedCount == Self.endedCapacity { return true }
                end(slot, .idleTimeout)
            }
        }
        return false
    }

    /// Ends every flow, as many as `ended` has room for; returns whether there are more.
    public mutating func endAll() -> Bool {
        for flowClass in FlowClass.allCases {
            while let slot = table.oldest(flowClass) {
                if endedCount == Self.endedCapacity { return true }
                end(slot, .forcedEnd)
            }
        }
        return false
    }

    /// Visits the flows that ended, in the order in which they did, and forgets them.
    @inlinable
    public mutating func takeEnded(_ visit: (EndedFlow) throws -> Void) rethrows {
        let count = endedCount
        clearEnded()
        for index in 0..<count { try visit(endedFlow(at: index)) }
    }

    @usableFromInline
    func endedFlow(at index: Int) -> EndedFlow { ended[index] }

    @usableFromInline
    mutating func clearEnded() { endedCount = 0 }
}
