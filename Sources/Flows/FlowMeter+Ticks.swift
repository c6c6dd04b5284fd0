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
    static let trickleOctets: UInt32 = 8_192
    /// Nanoseconds after which a connection without any payload counts as stalled.
    static let muteTime: Int64 = 30_000_000_000
    /// Nanoseconds from which on a closed window holds a connection; a download to a busy host closes it for moments.
    static let chokeTime: Int64 = 5_000_000_000
    /// Nanoseconds after which an open connection is no longer looked at.
    static let longestStall: Int64 = 60_000_000_000

    /// Puts the slot on the list of touched flows and renews its place in the order of eviction, once a tick.
    @inline(__always)
    mutating func touch(_ slot: Int) {
        let flowClass = table.records[slot].worth
        if table.records[slot].marks.contains(.isTouched), table.records[slot].marks.flowClass == flowClass { return }
        table.renew(slot, as: flowClass)
        list(slot)
    }

    /// Puts the slot on the list of touched flows; a look without a packet does not renew its place in the order of eviction.
    private mutating func list(_ slot: Int) {
        if table.records[slot].marks.contains(.isTouched) { return }
        table.records[slot].marks.insert(.isTouched)
        touched.append(slot)
    }

    /// Has the flow looked at in the first tick at or after `time`.
    mutating func schedule(_ slot: Int, at time: Timestamp) {
        table.records[slot].due = time
        if table.records[slot].marks.contains(.isDue) { return }
        table.records[slot].marks.insert(.isDue)
        due.append(slot)
    }

    /// Reports what happened up to `now`, the end of a tick: first the flows that were touched in it, the latest touched
    /// first, then those that were silent for too long, which end. Stops when there is no room for more reports; returns
    /// whether there may be more, which the next call with the same time goes on with.
    ///
    /// Cost: the flows that were touched, those that end, and those that are due for a look; never the table.
    public mutating func report(at now: Timestamp) -> Bool {
        if progress == .idle {
            examineDue(at: now)
            progress = .touched
        }
        if progress == .touched {
            if reportTouched(at: now) { return true }
            progress = .silent
        }
        if expire(at: now) { return true }
        progress = .idle
        return false
    }

    /// Ends every flow at `now`, as far as there is room for reports; returns whether there are more.
    public mutating func reportAll(at now: Timestamp) -> Bool {
        for flowClass in FlowClass.allCases {
            while let slot = table.oldest(flowClass) {
                if reports.isFull { return true }
                table.prefetchSuccessors(of: slot)
                end(slot, isOver(slot) ? .endOfFlow : .forcedEnd, at: now)
            }
        }
        return false
    }

    /// Reports that wait to be taken.
    public var reportCount: Int { reports.count }

    /// One of the `reportCount` reports, in their order.
    public subscript(report index: Int) -> FlowReport {
        _read { yield reports[index] }
    }

    /// Makes room for new reports.
    public mutating func clearReports() { reports.removeAll() }

    /// Gives the reports away and goes on with `other`, which must be empty.
    public mutating func exchangeReports(_ other: inout FlowReports) {
        precondition(other.count == 0, "reports that nobody has taken would come back")
        swap(&reports, &other)
    }

    mutating func report(_ slot: Int, _ reason: FlowEndReason?, at time: Timestamp) {
        if !exportsFlows, !table.records[slot].isNews { return }
        if reports.isFull {
            precondition(mayLose, "reports must be taken before the next packets")
            statistics.unreported += 1
            return
        }
        reports.append(table.records[slot], reason, at: time)
    }

    /// Looks at the flows that are due: who was not answered, who holds a connection open for nothing.
    ///
    /// Cost: flows that began within the last tick or two, and every tenth second established ones younger than a minute
    /// that have brought nothing yet.
    private mutating func examineDue(at now: Timestamp) {
        var kept = 0
        for place in 0..<due.count {
            if place + SlotStack.ahead < due.count { table.prefetch(due[place + SlotStack.ahead]) }
            let slot = due[place]
            if examine(slot, at: now) {
                due.keep(slot, at: kept)
                kept += 1
            } else {
                table.records[slot].marks.remove(.isDue)
            }
        }
        due.removeAll(from: kept)
    }

    /// Looks at a flow if it is due; whether it is to be looked at again.
    private mutating func examine(_ slot: Int, at now: Timestamp) -> Bool {
        guard table.records[slot].marks.contains(.isLive) else { return false }
        let due = table.records[slot].due
        if due > now { return table.records[slot].isWorthALook }
        let isOpen = table.records[slot].examine()
        if isOpen { table.records[slot].due = due.advanced(byNanoseconds: Self.stallTime) }
        if !table.records[slot].tickEvents.isEmpty { list(slot) }
        return isOpen
    }

    private mutating func reportTouched(at now: Timestamp) -> Bool {
        while touched.count > 0 {
            if reports.isFull { return true }
            if touched.count > SlotStack.ahead { table.prefetch(touched[touched.count - 1 - SlotStack.ahead]) }
            let slot = touched.removeLast()
            table.records[slot].marks.remove(.isTouched)
            guard table.records[slot].marks.contains(.isLive) else { continue }
            report(slot, nil, at: now)
            table.records[slot].clearTick()
        }
        return false
    }

    /// Ends flows that have been silent for longer than their timeout. Each class is kept in order of touch, so only what
    /// ends is visited.
    private mutating func expire(at now: Timestamp) -> Bool {
        for flowClass in FlowClass.allCases {
            while let slot = table.oldest(flowClass),
                now.nanoseconds(since: table.records[slot].end) > timeout(of: slot)
            {
                if reports.isFull { return true }
                table.prefetchSuccessors(of: slot)
                end(slot, isOver(slot) ? .endOfFlow : .idleTimeout, at: now)
            }
        }
        return false
    }
}

/// How far the report on a tick is.
enum TickProgress {
    case idle, touched, silent
}
