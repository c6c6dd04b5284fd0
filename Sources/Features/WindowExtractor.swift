import Flows
import Packets

/// Folds the flows of a tick into windows of features: per source, destination, pair and asked domain.
///
/// Memory is fixed by `Configuration`. A tick is one second of packet time; it costs what was touched in it.
public struct WindowExtractor: ~Copyable {
    public struct Configuration: Sendable {
        /// Sources at most at once; each takes 5 kB. Default 20,000.
        public var sources = 20_000
        /// Destinations at most at once. Default 10,000.
        public var destinations = 10_000
        /// Pairs at most at once. Default 20,000.
        public var pairs = 20_000
        /// Asked domains at most at once. Default 4,000.
        public var domains = 4_000

        public init() {}
    }

    var sources: EntityTable
    var destinations: EntityTable
    var pairs: EntityTable
    var domains: EntityTable
    var claims = AddressClaims()
    /// Second of packet time that is filling, since the epoch.
    public private(set) var second: Int64 = 0
    /// What the sensor saw in the second that is filling.
    public internal(set) var totals = SecondTotals()

    public init(configuration: Configuration = Configuration(), secret: (UInt64, UInt64)? = nil) {
        var random = SystemRandomNumberGenerator()
        let secret = secret ?? (random.next(), random.next())
        sources = EntityTable(capacity: configuration.sources, secret: secret)
        destinations = EntityTable(capacity: configuration.destinations, secret: secret)
        pairs = EntityTable(capacity: configuration.pairs, secret: secret)
        domains = EntityTable(capacity: configuration.domains, secret: secret)
    }

    /// Bytes that the extractor takes at most.
    public var bytes: Int { sources.bytes + destinations.bytes + pairs.bytes + domains.bytes + claims.bytes }

    /// Entities put out of the tables for want of room.
    public var evicted: UInt64 { sources.evicted + destinations.evicted + pairs.evicted + domains.evicted }

    /// Begins a second, counted from the epoch.
    public mutating func begin(second: Int64) {
        self.second = second
    }

    /// Takes in what a flow did since it was folded last.
    public mutating func fold(_ flow: FlowRecord) {
        totals.count(flow)
        if flow.isUnsolicited {
            foldUnsolicited(flow)
            return
        }
        let isSight = flow.isSight
        if sources.touch(Entity(.source, flow.initiator), isSight: isSight, second: second) != nil {
            sources.windows.fold(flow, peer: flow.responder)
        }
        if destinations.touch(Entity(.destination, flow.responder), isSight: isSight, second: second) != nil {
            destinations.windows.fold(flow, peer: flow.initiator)
        }
        let pair = Entity(.pair, flow.initiator, peer: flow.responder)
        if pairs.touch(pair, isSight: isSight, second: second) != nil {
            pairs.windows.fold(flow, peer: flow.responder)
            if flow.isVisit { pairs.windows.noteVisit(flow.start) }
        }
    }

    /// Answers without a question say something of the address that they reach: it is a victim of reflection, or of a
    /// flood that forges its address.
    private mutating func foldUnsolicited(_ flow: FlowRecord) {
        let entity = Entity(.destination, flow.initiator)
        guard destinations.touch(entity, second: second) != nil else { return }
        destinations.windows.foldUnsolicited(flow)
    }

    /// Takes in a DNS message; `parent` is the hash of the last labels of its first name, `name` that of all of it.
    public mutating func fold(_ question: DNSObservation, of packet: PacketHeader) {
        let client = question.isResponse ? packet.destination : packet.source
        let resolver = question.isResponse ? packet.source : packet.destination
        let domain = Entity(.domain, client, peer: resolver, qualifier: question.parent)
        if domains.touch(domain, second: second) != nil {
            domains.windows.fold(question)
        }
        if sources.touch(Entity(.source, client), second: second) != nil {
            sources.windows.fold(question)
        }
    }

    /// Takes in an ARP packet.
    public mutating func fold(arp packet: PacketHeader) {
        totals.packets += 1
        totals.octets += UInt64(packet.networkLength)
        let claim = claims.note(packet)
        guard !packet.source.isUnspecified else { return }
        guard sources.touch(Entity(.source, packet.source), second: second) != nil else { return }
        sources.windows.fold(arp: packet, claim)
        if claim.isConflict { claims.lastTarget[packet.source] = packet.destination }
    }

    /// Takes in a packet that decodes but that no honest stack sends.
    public mutating func fold(odd packet: PacketHeader) {
        if sources.touch(Entity(.source, packet.source), second: second) != nil {
            sources.windows.count(oddities: packet.oddities)
        }
    }

    /// Takes in a packet that could not be decoded beyond its addresses.
    public mutating func fold(defect: DecodeError, of packet: PacketHeader) {
        if sources.touch(Entity(.source, packet.source), second: second) != nil {
            sources.windows.count(defect)
        }
    }

    /// The host to which an address in conflict was claimed last.
    public func claimTarget(of address: IPAddress) -> IPAddress? { claims.lastTarget[address] }

    /// Ends the second: shows every entity touched in it to `visit`, sources first, then destinations, pairs and domains,
    /// with `context` at hand.
    public mutating func closeSecond<Context>(
        _ context: inout Context, _ visit: (inout Context, borrowing EntityWindows) -> Void
    ) {
        sources.closeTick { visit(&context, $0) }
        destinations.closeTick { visit(&context, $0) }
        pairs.closeTick { visit(&context, $0) }
        domains.closeTick { visit(&context, $0) }
        totals = SecondTotals()
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

    mutating func count(_ flow: FlowRecord) {
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

extension FlowRecord {
    /// Whether this tick begins a visit. A connection seen from its middle is none: keep-alives of an idle one come as
    /// regularly as a beacon.
    fileprivate var isVisit: Bool {
        tickEvents.contains(.began) && (key.transport != .tcp || forward.flags.contains(.syn))
    }

    /// Whether this tick counts for letting the flow's entities into the tables: a new flow, or more than a little traffic.
    fileprivate var isSight: Bool {
        tickEvents.contains(.began) || UInt64(forward.tickOctets) + UInt64(reverse.tickOctets) >= 65_536
            || key.transport == .icmp || key.transport == .icmpv6
    }
}
