import Packets

/// Turns packet headers into bidirectional flow records (RFC 7011 §2 metering process, RFC 5103 biflows).
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

        public init() {}
    }

    public struct Statistics: Sendable {
        /// Flow records begun.
        public var flows: UInt64 = 0
        /// Packets with a timestamp before one seen earlier; metered at the clock's time.
        public var latePackets: UInt64 = 0
        /// Flows ended early for want of room.
        public var evicted: UInt64 = 0
        /// Later fragments whose first fragment is not known; metered without ports.
        public var orphanFragments: UInt64 = 0
    }

    public let configuration: Configuration
    public private(set) var statistics = Statistics()
    /// The latest packet time seen.
    public private(set) var clock = Timestamp(nanoseconds: .min)

    var table: FlowTable
    var touched = FlowTable.none
    var dueSlots = FlowTable.none
    var ended: FixedBuffer<EndedFlow>
    /// Flows that ended and wait in `ended` to be taken.
    public internal(set) var endedCount = 0
    private var fragments: FragmentCache
    private let idleNanoseconds: Int64
    private let closedNanoseconds: Int64
    private let activeNanoseconds: Int64

    /// An empty meter. `secret` keys the table's hash; it never shows in any output.
    public init(configuration: Configuration = Configuration(), secret: (UInt64, UInt64)? = nil) {
        self.configuration = configuration
        var random = SystemRandomNumberGenerator()
        table = FlowTable(capacity: configuration.capacity, secret: secret ?? (random.next(), random.next()))
        let nobody = FlowRecord(key: .empty, initiatorIsLow: false, start: clock)
        ended = FixedBuffer(count: Self.endedCapacity, zero: EndedFlow(record: nobody, reason: .forcedEnd, time: clock))
        fragments = FragmentCache()
        idleNanoseconds = Timestamp(seconds: configuration.idleTimeout).nanoseconds
        closedNanoseconds = min(Timestamp(seconds: configuration.closedTimeout).nanoseconds, idleNanoseconds)
        activeNanoseconds = Timestamp(seconds: configuration.activeTimeout).nanoseconds
    }

    /// Ended flows that wait at most; `observe` adds one at the most.
    public static let endedCapacity = 1_024

    /// Bytes that the meter takes at most.
    public var bytes: Int { table.bytes + ended.bytes + fragments.bytes }
    /// Whether the system would give memory for a table of `capacity` flows now; ask before a meter of a size that a user
    /// chose is made, for making it traps where there is none.
    public static func isAvailable(capacity: Int) -> Bool { FixedBuffer<FlowRecord>.isAvailable(count: capacity) }

    /// Bytes of the records of `capacity` flows.
    public static func bytes(capacity: Int) -> Int { capacity * MemoryLayout<FlowRecord>.stride }

    /// Flows in the table now.
    public var liveFlows: Int { table.count }

    /// Meters one IP packet. The caller takes ended flows before `endedCount` reaches `endedCapacity`. O(1) expected.
    public mutating func observe(_ packet: PacketHeader) {
        if packet.timestamp < clock {
            statistics.latePackets += 1
        } else {
            clock = packet.timestamp
        }
        if packet.fragment != .none {
            observeFragment(packet)
        } else {
            meter(packet)
        }
        if packet.quotedTransport != .hopByHop { meterQuoted(packet) }
    }

    private mutating func observeFragment(_ packet: PacketHeader) {
        var whole = packet
        if packet.fragment == .first {
            fragments.remember(packet, now: clock)
        } else if let ports = fragments.ports(of: packet, now: clock) {
            (whole.sourcePort, whole.destinationPort) = ports
        } else {
            statistics.orphanFragments += 1
        }
        meter(whole)
    }

    private mutating func meter(_ packet: PacketHeader) {
        var senderIsLow = false
        let key = FlowKey(packet, senderIsLow: &senderIsLow)
        let hash = table.hash(key)
        var slot = -1
        var continued: Bool?
        if let found = table.find(key, hash: hash) {
            if let reason = endReason(of: found, before: packet) {
                if reason == .activeTimeout { continued = table.records[found].initiatorIsLow }
                end(found, reason)
            } else {
                slot = found
            }
        }
        if slot < 0 { slot = begin(key, hash: hash, packet, senderIsLow: senderIsLow, continued: continued) }
        let senderIsInitiator = table.records[slot].initiatorIsLow == senderIsLow
        let mightStall = table.records[slot].mayStall
        table.records[slot].update(packet, senderIsInitiator: senderIsInitiator, now: clock)
        if !mightStall, table.records[slot].mayStall {
            schedule(slot, at: clock.advanced(byNanoseconds: Self.stallTime))
        }
        touch(slot)
    }

    /// Why the flow in `slot` is over, seen from the next packet with its key; nil where it goes on.
    private func endReason(of slot: Int, before packet: PacketHeader) -> FlowEndReason? {
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
    private mutating func begin(
        _ key: FlowKey, hash: UInt64, _ packet: PacketHeader, senderIsLow: Bool, continued: Bool?
    ) -> Int {
        if table.isFull { evict() }
        let isAnswer = packet.isAnswer
        var record = FlowRecord(key: key, initiatorIsLow: continued ?? (isAnswer != senderIsLow), start: clock)
        record.begin(packet, isAnswer: isAnswer, isContinuation: continued != nil)
        statistics.flows += 1
        let slot = table.insert(record, hash: hash)
        if continued == nil { schedule(slot, at: clock.advanced(byNanoseconds: Self.answerTime)) }
        return slot
    }

    private mutating func evict() {
        guard let victim = closedAndQuiet ?? table.oldest(.opening) ?? table.oldest(.proven) ?? table.oldest(.closed)
        else { return }
        statistics.evicted += 1
        end(victim, .lackOfResources)
    }

    /// The connection that was closed longest ago, once its last segments have had time to arrive.
    private var closedAndQuiet: Int? {
        guard let slot = table.oldest(.closed) else { return nil }
        return clock.nanoseconds(since: table.records[slot].end) >= Self.lingerTime ? slot : nil
    }

    /// Nanoseconds for which a closed connection is not evicted while there are flows that are worth less.
    private static let lingerTime: Int64 = 1_000_000_000

    /// Hands the record over and frees its slot.
    mutating func end(_ slot: Int, _ reason: FlowEndReason, at time: Timestamp? = nil) {
        table.records[slot].finish()
        precondition(endedCount < Self.endedCapacity, "ended flows must be taken before the next packet")
        ended[endedCount] = EndedFlow(record: table.records[slot], reason: reason, time: time ?? clock)
        endedCount += 1
        table.remove(slot)
    }

    /// An ICMP error tells about the flow whose packet it quotes. It goes to the sender of that packet (RFC 792); one that
    /// does not is no evidence.
    private mutating func meterQuoted(_ packet: PacketHeader) {
        var senderIsLow = false
        let key = FlowKey(quotedBy: packet, senderIsLow: &senderIsLow)
        guard packet.destination == packet.quotedSource, packet.sourcePort == (packet.transport == .icmp ? 3 : 1),
            let slot = table.find(key, hash: table.hash(key)), table.records[slot].initiatorIsLow == senderIsLow
        else { return }
        table.records[slot].raise(.refused)
        touch(slot)
    }
}

/// A flow that is over, and why.
public struct EndedFlow: BitwiseCopyable, Sendable {
    public var record: FlowRecord
    public var reason: FlowEndReason
    /// When the meter ended it: no earlier than its last packet.
    public var time: Timestamp
}
