import Capture
import Features
import Flows
import Packets

/// One of several that share a link's packets, by pairs of addresses: decodes and meters them on a thread of its own.
///
/// Both directions of a flow come to the same member, so that its flow table is its own. What its flows did goes to the
/// thread that folds, at the end of each second and when half of the room is full. It never waits: where no parcel is free,
/// flows that go on stay marked and are reported later, and what cannot be kept is counted as lost.
package struct Member: ~Copyable, FrameSink {
    private var intake: Intake
    private var batch = PacketBatch(parts: 1)
    private var meter: FlowMeter
    private var sides = SideObservations(capacity: PacketBatch.capacity)
    private var lostSides: UInt64 = 0
    private var clock = SecondClock()
    private let queue: ParcelQueue
    /// Octets of one verdict's evidence at most.
    private let mostEvidence: Int
    /// What its capture counted, as far as it is known; goes along with the parcels.
    var captured = CaptureStatistics()

    /// A member with a share of 1 in `members` of the room for flows.
    package init(
        _ configuration: FlowMeter.Configuration, members: Int, secret: (UInt64, UInt64), queue: ParcelQueue,
        evidence: EvidenceConfiguration = EvidenceConfiguration(), in memory: TableMemory? = nil
    ) {
        var flows = configuration
        flows.capacity = (flows.capacity + members - 1) / members
        flows.exportsFlows = false
        meter = FlowMeter(configuration: flows, secret: secret, reports: Parcel.reports, mayLose: true, in: memory)
        intake = Intake(
            ring: PacketRing(evidence.ringBytes / members, payloadOctets: evidence.payloadOctets, in: memory))
        mostEvidence = evidence.maximumBytes
        self.queue = queue
    }

    /// Bytes that it takes at most, its parcels included.
    var bytes: Int { intake.bytes + batch.bytes + meter.bytes + sides.bytes + queue.bytes }

    /// What was counted so far.
    package var counters: Counters {
        var counters = intake.counters
        counters.flows = meter.statistics.flows
        counters.evictedFlows = meter.statistics.evicted
        counters.mergeOverflow = meter.statistics.unreported + lostSides
        return counters
    }

    /// The second that is filling; nil before the first packet.
    var second: Int64? { clock.second }

    /// Takes in one frame.
    @inline(__always)
    package mutating func process(_ frame: borrowing Frame) {
        if clock.isOver(at: frame.timestamp) { advance(to: frame.timestamp) }
        intake.take(frame, into: &batch)
        if batch.isFull { flush() }
    }

    /// Closes every second that ended before `time`.
    @inline(never)
    package mutating func advance(to time: Timestamp) {
        answerRequests()
        let ended = clock.advance(to: time)
        guard let second = clock.second else { return }
        if let first = ended.first {
            meterBatch()
            sendIfHalfFull(in: first)
            for second in ended { close(second) }
            // Perhaps nothing but what was counted.
            _ = send(in: second - 1)
        }
        if queue.closedSecond < second - 1 { queue.close(second - 1) }
    }

    /// The packets of verdicts out of its own ring.
    func answerRequests() {
        while let requests = queue.evidence.takeRequests() {
            queue.evidence.answer(intake.ring.collect(requests, in: 0..<intake.ring.next, most: mostEvidence))
        }
    }

    /// Meters what has come in so far.
    mutating func flush() {
        meterBatch()
        sendIfHalfFull(in: clock.second ?? 0)
    }

    private mutating func close(_ second: Int64) {
        let end = Timestamp(seconds: second + 1)
        // What finds no parcel stays marked in the table.
        while meter.report(at: end), send(in: second) {}
        if second + 1 < clock.second ?? 0, meter.reports.count + sides.count > 0 { _ = send(in: second) }
    }

    private mutating func meterBatch() {
        guard !batch.isEmpty else { return }
        meter.meter(batch.queues, part: 0)
        let room = min(batch.sides.count, sides.capacity - sides.count)
        for index in 0..<room { sides.append(batch.sides[index]) }
        lostSides += UInt64(batch.sides.count - room)
        batch.removeAll()
    }

    private mutating func sendIfHalfFull(in second: Int64) {
        if 2 * meter.reports.count >= meter.reports.capacity || 2 * sides.count >= sides.capacity {
            _ = send(in: second)
        }
    }

    /// Hands over what there is; false where no parcel is free.
    private mutating func send(in second: Int64) -> Bool {
        let counters = counters
        return queue.put { parcel in
            parcel.second = second
            meter.exchangeReports(&parcel.reports)
            swap(&sides, &parcel.sides)
            parcel.counters = counters
            parcel.captured = captured
        }
    }
}

// MARK: - The end

/// For the folding thread, which has the member once its own thread is over: nothing is lost any more.
extension Member {
    /// Shows what `second` brought, if the member is not past it.
    mutating func close(_ second: Int64, _ visit: (borrowing FlowReports, borrowing SideObservations) -> Void) {
        guard let own = clock.second, own <= second else { return }
        show(visit)
        while meter.report(at: Timestamp(seconds: second + 1)) { show(visit) }
        show(visit)
    }

    /// Ends every flow at the start of `second`.
    mutating func closeAll(_ second: Int64, _ visit: (borrowing FlowReports, borrowing SideObservations) -> Void) {
        while meter.reportAll(at: Timestamp(seconds: second)) { show(visit) }
        show(visit)
    }

    private mutating func show(_ visit: (borrowing FlowReports, borrowing SideObservations) -> Void) {
        visit(meter.reports, sides)
        meter.clearReports()
        sides.removeAll()
    }
}
