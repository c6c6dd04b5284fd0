import Packets

/// Turns observed packets into bidirectional flow records (RFC 7011 §2 metering process, RFC 5103 biflows).
///
/// Memory is fixed by `Configuration.capacity`. Packet time is the only clock: a replayed file gives the flows of the link.
///
/// **Who opened a flow.** The sender of its first packet, unless that packet is an answer by itself: SYN/ACK or RST of
/// TCP, a reply type of ICMP, or a packet from a service's port to an ephemeral one of UDP or of TCP that was picked up
/// in the middle.
///
/// **When a flow ends.** After `idleTimeout` without a packet (`closedTimeout` once TCP was closed or reset), after
/// `activeTimeout` since its first packet, when a new SYN reuses the ports of a closed connection, by eviction, and at
/// the end. Timeouts are judged when the next packet of the flow comes, so they do not depend on when ticks run.
/// The record that follows after `activeTimeout` continues the conversation: it keeps the initiator, and nothing began.
public struct FlowMeter: ~Copyable {
    public struct Configuration: Sendable {
        /// Flows at most at once, 1…2³⁰−1. Default 393,216.
        public var capacity = 393_216
        /// Seconds without a packet after which a flow ends. Default 120.
        public var idleTimeout: Int64 = 120
        /// Seconds after which the record of a flow that goes on ends and a new one begins. Default 1,800.
        public var activeTimeout: Int64 = 1_800
        /// Seconds that a closed or reset TCP connection is still waited for. Default 15.
        public var closedTimeout: Int64 = 15
        /// Whether somebody keeps the records of flows that ended. Then they describe sizes and inter-arrival times, which takes two
        /// divisions a packet, and every end is reported; otherwise only one with which something happened. Default true.
        public var exportsFlows = true

        public init() {}
    }

    public struct Statistics: Sendable {
        /// Flow records begun.
        public var flows: UInt64 = 0
        /// Flows ended early for want of room.
        public var evicted: UInt64 = 0
        /// Ends that were not reported for want of room, by a meter that may lose them.
        public var unreported: UInt64 = 0
    }

    public let configuration: Configuration
    public internal(set) var statistics = Statistics()
    /// Time of the latest packet metered.
    public private(set) var clock = Timestamp(nanoseconds: .min)

    var table: FlowTable
    /// Flows that something happened to since the last tick, and those that are to be looked at without a packet.
    var touched: SlotStack
    var due: SlotStack
    /// How far the report on a tick is.
    var progress = TickProgress.idle
    /// What waits to be taken.
    public internal(set) var reports: FlowReports
    /// Whether an end for which there is no room is counted and not reported.
    let mayLose: Bool
    private let idleNanoseconds: Int64
    private let closedNanoseconds: Int64
    private let activeNanoseconds: Int64
    let exportsFlows: Bool

    /// An empty meter. `secret` keys the table's hash and never shows in any output; `reports` is how many flows
    /// may end or be reported before they are taken, at least 2. A meter that `mayLose` reports needs nobody to take them in
    /// time: ends that do not fit are counted. Its tables lie in `memory`, where it is given.
    public init(
        configuration: Configuration = Configuration(), secret: (UInt64, UInt64), reports capacity: Int = 1_024,
        mayLose: Bool = false, in memory: TableMemory? = nil
    ) {
        self.configuration = configuration
        self.mayLose = mayLose
        table = FlowTable(capacity: configuration.capacity, secret: secret, in: memory)
        touched = SlotStack(capacity: configuration.capacity, in: memory)
        due = SlotStack(capacity: configuration.capacity, in: memory)
        reports = FlowReports(capacity: capacity, in: memory)
        idleNanoseconds = Timestamp(seconds: configuration.idleTimeout).nanoseconds
        closedNanoseconds = min(Timestamp(seconds: configuration.closedTimeout).nanoseconds, idleNanoseconds)
        activeNanoseconds = Timestamp(seconds: configuration.activeTimeout).nanoseconds
        exportsFlows = configuration.exportsFlows
    }

    /// Bytes that the meter takes at most.
    public var bytes: Int { table.bytes + touched.bytes + due.bytes + reports.bytes }
    /// Whether the system would give memory for a table of `capacity` flows now; ask before a meter of a size that a user
    /// chose is made, for making it traps where there is none.
    public static func isAvailable(capacity: Int) -> Bool { FixedBuffer<FlowRecord>.isAvailable(count: capacity) }

    /// Bytes of the records of `capacity` flows.
    public static func bytes(capacity: Int) -> Int { capacity * MemoryLayout<FlowRecord>.stride }

    /// Flows in the table now.
    public var liveFlows: Int { table.count }

    /// Packets whose places in memory are asked for ahead of their turn.
    private static let batch = 32

    /// Meters the packets of a part's queue in their order. There must be room for as many reports, unless some may be lost.
    /// O(packets) expected.
    ///
    /// A flow that was silent for a while lies in memory that no cache holds. So the processor is asked for the places of a
    /// batch of packets in the index, then for the records that they lead to, and has them when their turn comes.
    public mutating func meter(_ queues: borrowing PacketQueues, part: Int) {
        meter(queues.queues[part])
    }

    private mutating func meter(_ queue: borrowing PacketQueue) {
        precondition(
            mayLose || queue.count <= reports.capacity - reports.count, "reports must be taken before the next packets")
        var first = 0
        var hashes = InlineArray<32, UInt64>(repeating: 0)
        var approached = InlineArray<32, UInt32>(repeating: FlowTable.none)
        while first < queue.count {
            let end = min(first + Self.batch, queue.count)
            for place in first..<end {
                queue.packets.prefetch(place + Self.batch)
                let hash = table.hash(queue.packets[place].key)
                table.prefetchIndex(hash)
                hashes[place - first] = hash
            }
            for place in 0..<end - first { approached[place] = table.approach(hashes[place]) }
            for place in 0..<end - first {
                meter(queue.packets[first + place], hash: hashes[place], near: approached[place])
            }
            first = end
        }
    }

    /// Meters one packet; adds one report at the most. O(1) expected.
    @inline(__always)
    private mutating func meter(_ packet: borrowing ObservedPacket, hash: UInt64, near: UInt32) {
        clock = packet.time
        if packet.isQuote {
            meterQuoted(packet, hash)
            return
        }
        var slot = table.find(packet.key, hash: hash, near: near) ?? -1
        if slot < 0 {
            slot = begin(packet, hash, continued: nil)
        } else if mayEnd(slot, before: packet) {
            slot = renew(slot, packet, hash)
        }
        let state = table.records[slot].tcpState
        let before = table.records[slot].end
        table.records[slot].update(packet)
        if exportsFlows { table.records[slot].measure(size: packet.networkLength, at: packet.time, after: before) }
        if table.records[slot].tcpState != state, table.records[slot].mayStall {
            schedule(slot, at: clock.advanced(byNanoseconds: Self.stallTime))
        }
        touch(slot)
    }

    /// Whether `endReason` is worth asking: after some silence, late in a flow's life, or at a SYN.
    @inline(__always)
    private func mayEnd(_ slot: Int, before packet: borrowing ObservedPacket) -> Bool {
        let isSyn = packet.tcpFlags.contains(.syn)
        let silence = packet.time.nanoseconds(since: table.records[slot].end)
        let age = packet.time.nanoseconds(since: table.records[slot].start)
        return isSyn || silence > closedNanoseconds || age > activeNanoseconds
    }

    /// Ends the flow in the slot if it is over, and begins the one that follows; the slot of the flow that goes on.
    private mutating func renew(_ slot: Int, _ packet: borrowing ObservedPacket, _ hash: UInt64) -> Int {
        guard let reason = endReason(of: slot, before: packet) else { return slot }
        let continued = reason == .activeTimeout ? table.records[slot].initiatorIsLow : nil
        end(slot, reason)
        return begin(packet, hash, continued: continued)
    }

    /// Why the flow in `slot` is over, seen from the next packet with its key; nil where it goes on.
    private func endReason(of slot: Int, before packet: borrowing ObservedPacket) -> FlowEndReason? {
        let silence = clock.nanoseconds(since: table.records[slot].end)
        if silence > timeout(of: slot) { return isOver(slot) ? .endOfFlow : .idleTimeout }
        if table.records[slot].isReopened(by: packet) { return .endOfFlow }
        let age = clock.nanoseconds(since: table.records[slot].start)
        return age > activeNanoseconds ? .activeTimeout : nil
    }

    /// Whether the connection was closed or reset.
    func isOver(_ slot: Int) -> Bool {
        let state = table.records[slot].tcpState
        return state == .closed || state == .reset
    }

    /// Nanoseconds of silence after which the flow ends.
    func timeout(of slot: Int) -> Int64 { isOver(slot) ? closedNanoseconds : idleNanoseconds }

    /// `continued` is whether the low endpoint is the initiator, where the record continues one that was cut by time.
    private mutating func begin(_ packet: borrowing ObservedPacket, _ hash: UInt64, continued: Bool?) -> Int {
        if table.isFull { evict() }
        let isAnswer = packet.isAnswer
        let openerIsLow = isAnswer != packet.senderIsLow
        let slot = table.insert(
            packet.key, hash: hash, initiatorIsLow: continued ?? openerIsLow, start: clock)
        table.records[slot].begin(packet, isAnswer: isAnswer, isContinuation: continued != nil)
        statistics.flows += 1
        if continued == nil { schedule(slot, at: clock.advanced(byNanoseconds: Self.answerTime)) }
        return slot
    }

    private mutating func evict() {
        guard let victim = closedAndQuiet ?? table.oldest(.opening) ?? table.oldest(.proven) ?? table.oldest(.closed)
        else { return }
        statistics.evicted += 1
        table.prefetchSuccessors(of: victim)
        end(victim, .lackOfResources)
    }

    /// The connection that was closed longest ago, once its last segments have had time to arrive.
    private var closedAndQuiet: Int? {
        guard let slot = table.oldest(.closed) else { return nil }
        return clock.nanoseconds(since: table.records[slot].end) >= Self.lingerTime ? slot : nil
    }

    /// Nanoseconds for which a closed connection is not evicted while there are flows that are worth less.
    private static let lingerTime: Int64 = 1_000_000_000

    /// Reports the record and frees its slot.
    mutating func end(_ slot: Int, _ reason: FlowEndReason, at time: Timestamp? = nil) {
        table.records[slot].finish()
        report(slot, reason, at: time ?? clock)
        // Kept nowhere, since it takes less time to compute than to fetch.
        table.remove(slot, hash: table.hash(table.records[slot].key))
    }

    /// Marks the flow whose packet an ICMP error quotes.
    private mutating func meterQuoted(_ packet: borrowing ObservedPacket, _ hash: UInt64) {
        guard let slot = table.find(packet.key, hash: hash),
            table.records[slot].initiatorIsLow == packet.senderIsLow
        else { return }
        table.records[slot].raise(.refused)
        touch(slot)
    }
}
