import Capture
import Features
import Packets

/// What the engine counts about itself; reaches `summary` and the log.
public struct Counters: Sendable {
    /// Frames taken from the capture, and their octets on the wire.
    public var packets: UInt64 = 0
    public var octets: UInt64 = 0
    public var flows: UInt64 = 0
    /// Windows of entities that were scored.
    public var windows: UInt64 = 0
    public var verdicts: UInt64 = 0
    /// Blacklist entries, whatever their action.
    public var blacklisted: UInt64 = 0
    /// Packet time of the first and the last frame.
    public var first: Timestamp?
    public var last: Timestamp?
    /// Frames that could not be decoded, by `DecodeError.rawValue`.
    var defects = Array(repeating: UInt64(0), count: DecodeError.allCases.count)
    /// Packets with an oddity, by bit.
    var oddities = Array(repeating: UInt64(0), count: Oddities.names.count)
    public var latePackets: UInt64 = 0
    public var orphanFragments: UInt64 = 0
    public var evictedFlows: UInt64 = 0
    public var evictedEntities: UInt64 = 0
    public var kernelDropped: UInt64 = 0
    public var interfaceDropped: UInt64 = 0
    public var blocksOverBudget: UInt64 = 0
    /// Events that the store was too slow for.
    public var storeOverflow: UInt64 = 0

    /// Verdicts whose packets were not kept, since too many waited for theirs.
    public var evidenceUnasked: UInt64 = 0
    /// Evidence that found no room on its way to the store.
    public var evidenceOverflow: UInt64 = 0

    /// Ends of flows and other observations that one core of several could not hand over in time.
    public var mergeOverflow: UInt64 = 0

    public init() {}

    /// Takes in what another pipeline counted after this one.
    public mutating func add(_ other: Counters) {
        packets += other.packets
        octets += other.octets
        flows += other.flows
        windows += other.windows
        verdicts += other.verdicts
        blacklisted += other.blacklisted
        first = [first, other.first].compactMap { $0 }.min()
        last = [last, other.last].compactMap { $0 }.max()
        for place in defects.indices { defects[place] += other.defects[place] }
        for place in oddities.indices { oddities[place] += other.oddities[place] }
        latePackets += other.latePackets
        orphanFragments += other.orphanFragments
        evictedFlows += other.evictedFlows
        evictedEntities += other.evictedEntities
        kernelDropped += other.kernelDropped
        interfaceDropped += other.interfaceDropped
        blocksOverBudget += other.blocksOverBudget
        storeOverflow += other.storeOverflow
        mergeOverflow += other.mergeOverflow
        evidenceUnasked += other.evidenceUnasked
        evidenceOverflow += other.evidenceOverflow
    }

    /// Counts a frame.
    @inline(__always)
    mutating func count(octets originalLength: Int, at time: Timestamp) {
        packets &+= 1
        octets &+= UInt64(truncatingIfNeeded: originalLength)
        if let last, time <= last { return }
        if last == nil { first = time }
        last = time
    }

    mutating func count(_ oddity: Oddities) {
        for (place, entry) in Oddities.names.enumerated() where oddity.contains(entry.oddity) { oddities[place] += 1 }
    }

    /// Frames that could not be decoded, by the defect's label; only what is not zero.
    var decodeErrors: [(label: String, count: UInt64)] {
        DecodeError.allCases.map { ($0.label, defects[Int($0.rawValue)]) }.filter { $0.1 > 0 }
    }

    /// What was lost, by reason, in a fixed order; only what is not zero.
    public var dropped: [(reason: String, count: UInt64)] {
        let defects = DecodeError.allCases.map { ($0.label, self.defects[Int($0.rawValue)]) }
        let losses = [
            ("kernel", kernelDropped), ("interface", interfaceDropped), ("flow_table_full", evictedFlows),
            ("entity_table_full", evictedEntities), ("merge_queue_full", mergeOverflow),
            ("store_queue_full", storeOverflow), ("evidence_waiting_full", evidenceUnasked),
            ("evidence_queue_full", evidenceOverflow),
        ]
        return (defects + losses).filter { $0.1 > 0 }.map { (reason: $0.0, count: $0.1) }
    }

    /// What was odd but not lost, by name; only what is not zero.
    public var odd: [(name: String, count: UInt64)] {
        let odd = Oddities.names.enumerated().map { ($0.element.name, oddities[$0.offset]) }
        let rest = [
            ("late_packets", latePackets), ("orphan_fragments", orphanFragments),
            ("blocks_over_budget", blocksOverBudget),
        ]
        return (odd + rest).filter { $0.1 > 0 }.map { (name: $0.0, count: $0.1) }
    }
}
