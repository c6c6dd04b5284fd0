import Flows
import Packets

/// Folds what flows did into windows of features: per source, destination, pair and asked domain.
///
/// Entities belong to parts by a fixed hash, each with tables of its own. An extractor owns some of the parts and passes over
/// what belongs to others, so that several extractors may see the same reports side by side; a part's windows are the same,
/// whoever owns it. Memory is fixed by `Configuration`. A tick is one second of packet time; it costs what was touched in it.
public struct WindowExtractor: ~Copyable {
    public struct Configuration: Sendable {
        /// Sources at most at once, over all parts; each takes 6.5 kB at most. Default 20,000.
        public var sources = 20_000
        /// Destinations at most at once. Default 10,000.
        public var destinations = 10_000
        /// Pairs at most at once. Default 20,000.
        public var pairs = 20_000
        /// Asked domains at most at once. Default 4,000.
        public var domains = 4_000

        public init() {}

        /// The least that tables can be made of, for parts that others own.
        static let nothing = {
            var configuration = Configuration()
            (configuration.sources, configuration.destinations) = (1, 1)
            (configuration.pairs, configuration.domains) = (1, 1)
            return configuration
        }()
    }

    /// Parts at most.
    public static let maximumParts = 8

    var parts: InlineArray<8, WindowPart>
    /// Where the entities of the flows to come are.
    var sights: FixedBuffer<FlowSight>
    var sideSights: FixedBuffer<SideSight>
    let secret: (UInt64, UInt64)
    /// Parts whose entities this extractor's tables hold, bit by bit.
    let owned: UInt8
    private let ownsAll: Bool
    /// Parts that there are, owned or not.
    public let partCount: Int
    /// Windows of the entities that were touched in each second so far, over all seconds, whether or not they were shown.
    public private(set) var windows: UInt64 = 0
    /// By which it is known who may matter; without them everybody does.
    private var gates: WindowGates?
    /// Second of packet time that is filling, since the epoch.
    public private(set) var second: Int64 = 0
    /// What was seen in the second that is filling of the parts that are owned.
    public internal(set) var totals = SecondTotals()

    /// An extractor of every `stride`th part from `first` on, of `parts` in all, 1…`maximumParts`. Its tables lie in
    /// `memory`, where it is given.
    public init(
        configuration: Configuration = Configuration(), secret: (UInt64, UInt64), parts count: Int = 1, first: Int = 0,
        stride: Int = 1, in memory: TableMemory? = nil
    ) {
        precondition((1...Self.maximumParts).contains(count) && stride > 0 && (0..<stride).contains(first))
        partCount = count
        self.secret = secret
        sights = FixedBuffer(count: Self.expected, zero: FlowSight())
        sideSights = FixedBuffer(count: Self.expected, zero: SideSight())
        var owned: UInt8 = 0
        for part in 0..<count where part % stride == first { owned |= 1 << UInt8(part) }
        self.owned = owned
        ownsAll = owned.nonzeroBitCount == count
        parts = InlineArray { part in
            let isOwned = part < count && part % stride == first
            return WindowPart(
                isOwned ? configuration : .nothing, shareOf: count, isOwned: isOwned, secret: secret,
                in: memory)
        }
    }

    /// Bytes that the extractor takes at most.
    public var bytes: Int {
        var bytes = 0
        for part in 0..<partCount { bytes += parts[part].bytes }
        return bytes
    }

    /// Entities put out of the tables for want of room.
    public var evicted: UInt64 {
        var evicted: UInt64 = 0
        for part in 0..<partCount { evicted += parts[part].evicted }
        return evicted
    }

    @inline(__always)
    func owns(_ part: Int) -> Bool { owned >> UInt8(part) & 1 == 1 }

    /// Begins a second, counted from the epoch.
    public mutating func begin(second: Int64) { self.second = second }

    /// Takes in what the flows of a meter's reports did.
    public mutating func fold(reportsOf meter: borrowing FlowMeter) { fold(meter.reports) }

    /// Takes in what flows did. Far more entities are known than caches hold, so the processor is asked for those of the
    /// flows to come, in three steps.
    public mutating func fold(_ reports: borrowing FlowReports) {
        let count = reports.count
        if count == 0 { return }
        for index in 0..<count + Self.expected {
            let now = index - Self.expected
            if now >= 0 { fold(reports[now].record, sights[now % Self.expected]) }
            reports.prefetch(index + Self.approached)
            if index < count { expect(reports[index].record, index % Self.expected) }
            let near = now + Self.approached
            if near >= 0, near < count { approach(near % Self.expected) }
            let next = now + Self.arrived
            if next >= 0, next < count { arrive(next % Self.expected) }
        }
    }

    /// Flows ahead of which the index is asked for, their records, and the rows.
    static let expected = 16
    static let approached = 10
    private static let arrived = 5

    @inline(__always)
    private mutating func expect(_ flow: borrowing FlowRecord, _ place: Int) {
        let sight = sight(of: flow)
        sights[place] = sight
        if sight.isQuiet || sight.isUnsolicited { return }
        let (source, destination, pair) = sight.parts
        if owns(source) { parts[source].sources.expect(sight.source) }
        if owns(destination) { parts[destination].destinations.expect(sight.destination) }
        if owns(pair) { parts[pair].pairs.expect(sight.pair) }
    }

    // Changing no part, but what only reads one would read it from a copy of all.
    @inline(__always)
    private mutating func approach(_ place: Int) {
        if sights[place].isQuiet || sights[place].isUnsolicited { return }
        let (source, destination, pair) = sights[place].parts
        let isSight = sights[place].isSight
        if owns(source) { parts[source].sources.approach(&sights[place].source, isSight: isSight) }
        if owns(destination) {
            parts[destination].destinations.approach(&sights[place].destination, isSight: isSight)
        }
        if owns(pair) {
            parts[pair].pairs.approach(&sights[place].pair, isSight: isSight)
            if sights[place].fromInitiator.isNew { parts[pair].pairs.approachVisit(sights[place].pair) }
        }
    }

    @inline(__always)
    private mutating func arrive(_ place: Int) {
        if sights[place].isQuiet || sights[place].isUnsolicited { return }
        let (source, destination, pair) = sights[place].parts
        parts[source].sources.arrive(sights[place].source)
        parts[destination].destinations.arrive(sights[place].destination)
        parts[pair].pairs.arrive(sights[place].pair)
    }

    /// Takes in what a flow did since its last report.
    public mutating func fold(_ flow: borrowing FlowRecord) { fold(flow, sight(of: flow)) }

    @inline(__always)
    private func sight(of flow: borrowing FlowRecord) -> FlowSight {
        var sight = FlowSight()
        sight.isQuiet = !flow.isNews
        if sight.isQuiet { return sight }
        if ownsAll {
            // Together, since the entities of a flow share what is made of its addresses.
            sight.source = EntitySight(flow.source, secret: secret, parts: partCount)
            sight.destination = EntitySight(flow.destination, secret: secret, parts: partCount)
            sight.pair = EntitySight(flow.pair, secret: secret, parts: partCount)
        } else {
            sight.source = EntitySight(flow.source, secret: secret, parts: partCount, owned: owned)
            sight.destination = EntitySight(flow.destination, secret: secret, parts: partCount, owned: owned)
            sight.pair = EntitySight(flow.pair, secret: secret, parts: partCount, owned: owned)
        }
        let isHeavy = flow.isHeavy
        sight.source.isHeavy = isHeavy
        sight.destination.isHeavy = isHeavy
        sight.pair.isHeavy = isHeavy
        note(flow, in: &sight)
        sight.isSight = flow.isSight
        sight.isUnsolicited = flow.isUnsolicited
        return sight
    }

    /// What the flow's entities will note, of those that are owned.
    @inline(__always)
    private func note(_ flow: borrowing FlowRecord, in sight: inout FlowSight) {
        let (source, destination, pair) = sight.parts
        let (initiator, responder) = (owns(source) || owns(pair), owns(destination))
        if !initiator && !responder { return }
        let digest = FlowDigest(flow)
        let port = digest.hasPeer ? flow.portHash : 0
        if initiator { sight.fromInitiator = digest.seen(from: flow.responder, port: port) }
        if responder { sight.fromResponder = digest.seen(from: flow.initiator, port: port) }
    }

    @inline(__always)
    private mutating func fold(_ flow: borrowing FlowRecord, _ sight: FlowSight) {
        if sight.isQuiet { return }
        if sight.isUnsolicited {
            foldUnsolicited(flow)
            return
        }
        let (source, destination, pair) = sight.parts
        if owns(source) {
            totals.count(flow)
            parts[source].fold(source: flow, sight, second: second)
        }
        if owns(destination) {
            parts[destination].fold(destination: flow, sight, second: second)
        }
        if owns(pair) { parts[pair].fold(pair: flow, sight, second: second) }
    }

    /// Answers without a question say something of the address that they reach: it is a victim of reflection, or of a
    /// flood that forges its address.
    private mutating func foldUnsolicited(_ flow: borrowing FlowRecord) {
        let address = flow.initiator
        let part = Self.part(of: address, count: partCount)
        guard owns(part) else { return }
        totals.count(flow)
        parts[part].foldUnsolicited(flow, at: address, second: second)
    }

    /// The host to which an address in conflict was claimed last.
    public func claimTarget(of address: IPAddress) -> IPAddress? {
        parts[Self.part(of: address, count: partCount)].claimTarget(of: address)
    }

    /// From now on only entities that may matter to these gates are shown at the end of a second, unless all are wanted.
    package mutating func measure(by gates: WindowGates) {
        self.gates = gates
        for part in 0..<partCount where owns(part) { parts[part].measure(by: gates) }
    }

    /// Ends the second: shows entities touched in it to `visit`, part by part, and within one sources first, then
    /// destinations, pairs and domains, with `context` at hand. Shows all of them, or those that may matter to the gates.
    public mutating func closeSecond<Context: ~Copyable>(
        _ context: inout Context, all: Bool = true, _ visit: (inout Context, Int, borrowing EntityWindows) -> Void
    ) {
        for part in 0..<partCount {
            guard owns(part) else { continue }
            windows += UInt64(parts[part].touched * WindowSpan.allCases.count)
            parts[part].closeSecond(behind: gates, all: all) { visit(&context, part, $0) }
        }
        totals = SecondTotals()
    }

    static func part(of address: IPAddress, count: Int) -> Int {
        part(of: Entity(.source, address).fixedHash, count: count)
    }

    static func part(of source: IPAddress, _ destination: IPAddress, count: Int) -> Int {
        part(of: Entity.fixedHash(source, destination), count: count)
    }

    /// The part of what has a fixed hash.
    @inline(__always)
    static func part(of mixed: UInt64, count: Int) -> Int {
        Int(truncatingIfNeeded: ((mixed >> 32) &* UInt64(count)) >> 32)
    }
}

/// What the whole sensor saw in one second: the `summary` sample.
public struct SecondTotals: Sendable, BitwiseCopyable {
    public var packets: UInt64 = 0
    /// Octets of network packets.
    public var octets: UInt64 = 0
    public var newFlows: UInt64 = 0
    public var tcpPackets: UInt64 = 0
    public var udpPackets: UInt64 = 0
    public var icmpPackets: UInt64 = 0

    public init() {}

    /// Adds what another extractor saw of the same second.
    public mutating func add(_ other: SecondTotals) {
        packets += other.packets
        octets += other.octets
        newFlows += other.newFlows
        tcpPackets += other.tcpPackets
        udpPackets += other.udpPackets
        icmpPackets += other.icmpPackets
    }

    mutating func count(_ flow: borrowing FlowRecord) {
        let seen = UInt64(flow.forward.tickPackets) + UInt64(flow.reverse.tickPackets)
        packets += seen
        octets += UInt64(flow.forward.tickOctets) + UInt64(flow.reverse.tickOctets)
        if flow.tickEvents.contains(.began) { newFlows += 1 }
        switch flow.key.transport {
        case .tcp: tcpPackets += seen
        case .udp: udpPackets += seen
        case .icmp, .icmpv6: icmpPackets += seen
        default: break
        }
    }
}
