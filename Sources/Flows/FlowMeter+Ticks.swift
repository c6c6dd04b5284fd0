import Packets

/// What happens between packets: the list of flows touched since the last tick, flows that are due for a look, expiry.
extension FlowMeter {
    /// Nanoseconds that an answer may take before a flow counts as unanswered. 0.5 s is past the round trip to anywhere.
    static let answerTime: Int64 = 500_000_000
    /// Nanoseconds after which an open connection without payload of the responder may count as stalled.
    static let stallTime: Int64 = 10_000_000_000
    /// Nanoseconds between the first and the latest payload of an initiator that holds a connection open.
    static let trickleTime: Int64 = 200_000_000
    /// Octets of payload that such an initiator sends at most; more is an upload.
    static let trickleOctets: UInt64 = 8_192
    /// Nanoseconds after which a connection without any payload counts as stalled.
    static let muteTime: Int64 = 30_000_000_000
    /// Nanoseconds after which an open connection is no longer looked at.
    static let longestStall: Int64 = 60_000_000_000

    /// Puts the slot on the list of touched flows and renews its place in the order of eviction, once a tick.
    mutating func touch(_ slot: Int) {
        let flowClass = table.records[slot].flowClass
        if table.records[slot].links.isTouched, table.records[slot].links.flowClass == flowClass { return }
        table.renew(slot, as: flowClass)
        report(slot)
    }

    /// Puts the slot on the list of touched flows; a look without a packet does not renew its place in the order of eviction.
    private mutating func report(_ slot: Int) {
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
    /// Cost: flows that began within the last tick or two, and every tenth second established ones younger than a minute
    /// that have brought nothing yet.
    public mutating func examineDue(at now: Timestamp) {
        var next = dueSlots
        dueSlots = FlowTable.none
        while next != FlowTable.none {
            let slot = Int(next)
            next = table.records[slot].links.nextDue
            table.records[slot].links.isDue = false
            guard table.records[slot].links.isLive else { continue }
            let due = table.records[slot].due
            if due <= now {
                if table.records[slot].examine() { schedule(slot, at: due.advanced(byNanoseconds: Self.stallTime)) }
            } else if table.records[slot].isWorthALook {
                schedule(slot, at: due)
            }
            if !table.records[slot].tickEvents.isEmpty { report(slot) }
        }
    }

    /// Takes the next flow off the list of those touched since the last tick, and clears what it counted for the tick;
    /// nil at its end. The latest touched comes first: the same order for the same packets.
    public mutating func takeTouched() -> FlowRecord? {
        while touched != FlowTable.none {
            let slot = Int(touched)
            touched = table.records[slot].links.nextTouched
            table.records[slot].links.isTouched = false
            guard table.records[slot].links.isLive else { continue }
            let record = table.records[slot]
            table.records[slot].clearTick()
            return record
        }
        return nil
    }

    /// Ends flows that have been silent for longer than their timeout, as many as `ended` has room for.
    /// Returns whether there may be more. Each class is kept in order of touch, so only what ends is visited.
    public mutating func expire(at now: Timestamp) -> Bool {
        for flowClass in FlowClass.allCases {
            while let slot = table.oldest(flowClass),
                now.nanoseconds(since: table.records[slot].end) > timeout(of: slot)
            {
                if endedCount == Self.endedCapacity { return true }
                end(slot, isOver(slot) ? .endOfFlow : .idleTimeout, at: now)
            }
        }
        return false
    }

    /// Ends every flow at `now`, as many as `ended` has room for; returns whether there are more.
    public mutating func endAll(at now: Timestamp) -> Bool {
        for flowClass in FlowClass.allCases {
            while let slot = table.oldest(flowClass) {
                if endedCount == Self.endedCapacity { return true }
                end(slot, isOver(slot) ? .endOfFlow : .forcedEnd, at: now)
            }
        }
        return false
    }

    /// One of the `endedCount` flows that ended, in the order in which they did.
    public func endedFlow(at index: Int) -> EndedFlow { ended[index] }

    /// Forgets the flows that ended.
    public mutating func clearEnded() { endedCount = 0 }
}
