import Flows
import Packets

/// The entities of one part: their tables, and whom addresses in conflict were claimed to.
struct WindowPart: ~Copyable {
    /// Whether this extractor's tables hold the part's entities; otherwise they stay empty.
    let isOwned: Bool
    var sources: EntityTable
    var destinations: EntityTable
    var pairs: EntityTable
    var domains: EntityTable
    private var claimTargets: [IPAddress: IPAddress] = [:]
    /// Addresses in conflict that are remembered at most; then all are forgotten.
    private static let claimCapacity = 2_048
    /// Seconds within which a pair must be seen twice: a beacon may come once a day, and late.
    private static let pairMemory: Int64 = 2 * 86_400

    /// Its share of what `configuration` allows over `count` parts, rounded up.
    init(
        _ configuration: WindowExtractor.Configuration, shareOf count: Int, isOwned: Bool, secret: (UInt64, UInt64),
        in shared: TableMemory?
    ) {
        self.isOwned = isOwned
        let share = { (all: Int) in (all + count - 1) / count }
        let memory = isOwned ? shared : nil
        let doors = isOwned ? Doorkeeper.words / count : 64
        sources = EntityTable(capacity: share(configuration.sources), secret: secret, doorkeeper: doors, in: memory)
        destinations = EntityTable(
            capacity: share(configuration.destinations), secret: secret, doorkeeper: doors, in: memory)
        pairs = EntityTable(
            capacity: share(configuration.pairs), secret: secret, doorkeeper: doors, memory: Self.pairMemory, in: memory
        )
        domains = EntityTable(capacity: share(configuration.domains), secret: secret, doorkeeper: doors, in: memory)
    }

    var bytes: Int {
        let claims = Self.claimCapacity * 4 * MemoryLayout<IPAddress>.stride
        return sources.bytes + destinations.bytes + pairs.bytes + domains.bytes + claims
    }

    var evicted: UInt64 { sources.evicted + destinations.evicted + pairs.evicted + domains.evicted }

    mutating func fold(source flow: borrowing FlowRecord, _ sight: FlowSight, second: Int64) {
        guard sources.touch(flow.source, sight.source, isSight: sight.isSight, second: second) != nil else { return }
        sources.windows.fold(flow, sight.fromInitiator)
    }

    mutating func fold(destination flow: borrowing FlowRecord, _ sight: FlowSight, second: Int64) {
        guard destinations.touch(flow.destination, sight.destination, isSight: sight.isSight, second: second) != nil
        else { return }
        destinations.windows.fold(flow, sight.fromResponder)
    }

    mutating func fold(pair flow: borrowing FlowRecord, _ sight: FlowSight, second: Int64) {
        guard pairs.touch(flow.pair, sight.pair, isSight: sight.isSight, second: second) != nil else { return }
        pairs.windows.fold(flow, sight.fromInitiator)
        if flow.isVisit {
            pairs.windows.noteVisit(flow.start)
        } else if pairs.windows.wasQuiet, flow.isReturn {
            pairs.windows.noteReturn(flow.end)
        }
        if flow.isOpenedInSilence { pairs.windows.noteSilence(flow) }
        if flow.tickEvents.contains(.over) { noteEnd(of: flow) }
    }

    /// What the end of a connection says of its pair, which is in focus.
    private mutating func noteEnd(of flow: borrowing FlowRecord) {
        pairs.windows.noteEnd(flow)
        guard let session = flow.loginSession else { return }
        pairs.windows.noteSession(session, end: flow.end, isProven: flow.events.contains(.initiatorProven))
    }

    mutating func foldUnsolicited(_ flow: borrowing FlowRecord, at address: IPAddress, second: Int64) {
        guard destinations.touch(Entity(.destination, address), isHeavy: flow.isHeavy, second: second) != nil
        else { return }
        destinations.windows.foldUnsolicited(flow)
    }

    mutating func fold(
        _ message: DNSObservation, _ sight: EntitySight, client: IPAddress, resolver: IPAddress, second: Int64
    ) {
        let domain = Entity(.domain, client, peer: resolver, qualifier: message.parent)
        guard domains.touch(domain, sight, isSight: true, second: second) != nil else { return }
        domains.windows.fold(message)
    }

    mutating func fold(_ message: DNSObservation, _ sight: EntitySight, source: IPAddress, second: Int64) {
        guard sources.touch(Entity(.source, source), sight, isSight: true, second: second) != nil else { return }
        sources.windows.fold(message)
    }

    mutating func fold(_ packet: ARPObservation, second: Int64) {
        guard !packet.source.isUnspecified else { return }
        guard sources.touch(Entity(.source, packet.source), second: second) != nil else { return }
        sources.windows.fold(packet)
        guard packet.claim.isConflict else { return }
        if claimTargets.count >= Self.claimCapacity { claimTargets.removeAll(keepingCapacity: true) }
        claimTargets[packet.source] = packet.target
    }

    /// Adds one more address of the hardware that asked DHCP servers from `first` first.
    mutating func foldDHCPAddress(of first: IPAddress, second: Int64) {
        guard sources.touch(Entity(.source, first), second: second) != nil else { return }
        sources.windows.settle()
        sources.windows.countDHCPAddress()
    }

    mutating func fold(_ oddities: Oddities, source: IPAddress, second: Int64) {
        guard sources.touch(Entity(.source, source), second: second) != nil else { return }
        sources.windows.settle()
        sources.windows.count(oddities: oddities)
    }

    mutating func fold(_ defect: DecodeError, source: IPAddress, second: Int64) {
        guard sources.touch(Entity(.source, source), second: second) != nil else { return }
        sources.windows.settle()
        sources.windows.count(defect)
    }

    func claimTarget(of address: IPAddress) -> IPAddress? { claimTargets[address] }

    /// From now on only entities that may matter to these gates are shown, unless all are wanted.
    mutating func measure(by gates: WindowGates) {
        sources.measure(by: gates, role: .source)
        destinations.measure(by: gates, role: .destination)
        pairs.measure(by: gates, role: .pair)
        domains.measure(by: gates, role: .domain)
    }

    /// Entities that were touched in the second that is filling.
    @inline(__always) var touched: Int {
        sources.touchedCount + destinations.touchedCount + pairs.touchedCount + domains.touchedCount
    }

    /// Ends the second for the entities that were touched in it, and shows those that may matter, or all.
    mutating func closeSecond(behind gates: WindowGates?, all: Bool, _ visit: (borrowing EntityWindows) -> Void) {
        sources.closeTick(behind: gates, all: all, visit)
        destinations.closeTick(behind: gates, all: all, visit)
        pairs.closeTick(behind: gates, all: all, visit)
        domains.closeTick(behind: gates, all: all, visit)
    }
}

extension FlowRecord {
    @inline(__always) var source: Entity { Entity(.source, initiator) }
    @inline(__always) var destination: Entity { Entity(.destination, responder) }
    @inline(__always) var pair: Entity { Entity(.pair, initiator, peer: responder) }

    /// Whether this tick begins a visit. A connection seen from its middle is none: keep-alives of an idle one come as
    /// regularly as a beacon.
    var isVisit: Bool {
        tickEvents.contains(.began) && (key.transport != .tcp || forwardFlags.contains(.syn))
    }

    private var isLasting: Bool {
        tcpState == .established && end.nanoseconds(since: start) >= 60_000_000_000 && isOutward
    }

    /// Whether this tick goes on with a TCP connection that is open and was of use.
    var isReturn: Bool { tcpState == .established && events.contains(.used) && hasTickPackets }

    /// Whether this tick counts for letting the flow's entities into the tables: a new flow, or more than a little traffic.
    /// What a reflector sends in the name of a forger may all be of one flow, so that of UDP less is enough; and what calls
    /// home may do so within one connection, so that one that leads out of the network for a minute is enough.
    var isSight: Bool {
        tickEvents.contains(.began) || isLasting
            || UInt64(forward.tickOctets) + UInt64(reverse.tickOctets) >= (key.transport == .udp ? 16_384 : 65_536)
            || key.transport == .icmp || key.transport == .icmpv6
    }

    /// Whether this tick alone is reason to let the flow's entities in: a flood in one flow need not last two seconds. A
    /// forger gets in cheaper by two flows.
    @inline(__always) var isHeavy: Bool { forward.tickPackets >= 100 || reverse.tickPackets >= 100 }
}
