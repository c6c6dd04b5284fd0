import Flows
import Packets

/// What a flow did in one second, as far as windows count it, in 32 bytes; as an entity sees it, from which `peer` is the other end.
///
/// Entities keep the latest of these as they are, and count them only when somebody looks or there are too many: most
/// entities are seldom looked at, and some do so little that nothing is ever counted.
struct FlowDigest: BitwiseCopyable {
    private(set) var forwardPackets: UInt32 = 0
    private(set) var reversePackets: UInt32 = 0
    private(set) var forwardOctets: UInt32 = 0
    private(set) var reverseOctets: UInt32 = 0
    /// The low half of the second's number.
    private(set) var second: UInt32 = 0
    private(set) var syns: UInt16 = 0
    private(set) var events = FlowEvents()
    /// Registers of the peer from bit 0, of the port from bit 12, of both together from bit 24; the class of its packets' size from bit 36,
    /// of its port from bit 39; marks from bit 42.
    private var bits: UInt64 = 0

    init() {}

    /// What `flow` did, without its peer.
    @inline(__always)
    init(_ flow: borrowing FlowRecord) {
        events = flow.tickEvents
        var marks = Marks()
        if flow.hasTickPackets {
            (forwardPackets, reversePackets) = (flow.forward.tickPackets, flow.reverse.tickPackets)
            (forwardOctets, reverseOctets) = (flow.forward.tickOctets, flow.reverse.tickOctets)
            syns = flow.tickSyns
            marks.insert(.hasPackets)
            bits |= UInt64(flow.sizeBucket) << 36
            if flow.isOutward { marks.insert(.isOutward) }
        }
        switch flow.key.transport {
        case .tcp: marks.insert(.isTCP)
        case .udp: marks.formUnion(Self.marks(ofUDP: flow))
        case .icmp, .icmpv6: marks.insert(.isICMP)
        default: break
        }
        if !events.isEmpty { noteEvents(of: flow, &marks) }
        bits |= UInt64(marks.rawValue) << 42
    }

    @inline(__always)
    private mutating func noteEvents(of flow: borrowing FlowRecord, _ marks: inout Marks) {
        if flow.events.contains(.initiatorProven) { marks.insert(.isProven) }
        if isNew || events.contains(.unsuccessful) {
            let hash = flow.portHash
            bits |= SketchRegister(hash).bits << 12 | (hash >> 61) << 39
        }
        if events.contains(.established), Service.isInteractive(flow.responderPort) { marks.insert(.isInteractive) }
        // A session in which a login would have failed: interactive services see few of them, others open one for each query.
        if events.contains(.over), flow.isShortSession {
            if Service.isInteractive(flow.responderPort) { marks.insert(.isShortLogin) }
            if Service.isAuthenticating(flow.responderPort) { marks.insert(.isShortSession) }
        }
    }

    @inline(__always)
    private static func marks(ofUDP flow: borrowing FlowRecord) -> Marks {
        var marks = Marks.isUDP
        // A group never answers: television to one is no flood.
        if !flow.events.contains(.answered), !flow.responder.isMulticastOrBroadcast { marks.insert(.isUnanswered) }
        if UDPService.isReflector(flow.responderPort) { marks.insert(.isReflector) }
        // Traceroute tries a new port for each hop (traceroute(8): from 33434).
        if (33_434...33_534).contains(flow.responderPort) { marks.insert(.isTraceroute) }
        return marks
    }

    struct Marks: OptionSet {
        var rawValue: UInt16
        static var hasPackets: Marks { Marks(rawValue: 1 << 0) }
        static var isOutward: Marks { Marks(rawValue: 1 << 1) }
        static var isTCP: Marks { Marks(rawValue: 1 << 2) }
        static var isUDP: Marks { Marks(rawValue: 1 << 3) }
        static var isICMP: Marks { Marks(rawValue: 1 << 4) }
        static var isUnanswered: Marks { Marks(rawValue: 1 << 5) }
        static var isReflector: Marks { Marks(rawValue: 1 << 6) }
        static var isTraceroute: Marks { Marks(rawValue: 1 << 7) }
        static var isProven: Marks { Marks(rawValue: 1 << 8) }
        static var isInteractive: Marks { Marks(rawValue: 1 << 9) }
        static var isShortLogin: Marks { Marks(rawValue: 1 << 10) }
        static var isShortSession: Marks { Marks(rawValue: 1 << 11) }
    }
}

extension FlowDigest {
    @inline(__always) var marks: Marks { Marks(rawValue: UInt16(truncatingIfNeeded: bits >> 42)) }
    @inline(__always) var isNew: Bool { events.contains(.began) }
    @inline(__always) var peer: SketchRegister { SketchRegister(bits: bits & 0xFFF) }
    @inline(__always) var port: SketchRegister { SketchRegister(bits: bits >> 12 & 0xFFF) }
    /// The peer and the port together.
    @inline(__always) var target: SketchRegister { SketchRegister(bits: bits >> 24 & 0xFFF) }
    /// Whether the peer counts.
    @inline(__always) var hasPeer: Bool { isNew || events.contains(.unsuccessful) }

    /// The same as an entity sees it of which the other end is `peer`.
    @inline(__always)
    func seen(from peer: IPAddress, port hash: UInt64) -> FlowDigest {
        var digest = self
        guard hasPeer else { return digest }
        let mixed = Mixing.hash(peer)
        digest.bits |= SketchRegister(mixed).bits
        if marks.contains(.isProven), isProbe { digest.bits |= SketchRegister(Mixing.permute(mixed ^ hash)).bits << 24 }
        return digest
    }

    /// The same in a second.
    @inline(__always)
    func during(_ second: Int64) -> FlowDigest {
        var digest = self
        digest.second = UInt32(truncatingIfNeeded: second)
        return digest
    }

    /// The second, which is not after `now`.
    @inline(__always)
    func second(before now: Int64) -> Int64 { now &- Int64(UInt32(truncatingIfNeeded: now) &- second) }

    /// Whether it got nothing for its effort, and that counts. Peers that do not answer are everyday life over UDP
    /// (peer-to-peer, games, calls), and no probes.
    @inline(__always)
    var isProbe: Bool { events.contains(.unsuccessful) && !marks.contains(.isUDP) }

    /// Shows by how much which counters grow.
    @inline(__always)
    func forEachCount(_ body: (_ place: Int, _ amount: UInt32) -> Void) {
        let marks = marks
        if marks.contains(.hasPackets) {
            body(Counter.forwardPackets.rawValue, forwardPackets)
            body(Counter.reversePackets.rawValue, reversePackets)
            body(Counter.sizeBuckets.rawValue + Int(bits >> 36 & 7), 1)
            if syns > 0 { body(Counter.synPackets.rawValue, UInt32(syns)) }
            if marks.contains(.isUDP) { forEachUDP(marks, body) }
        }
        if !events.isEmpty { forEachEvent(marks, body) }
    }

    @inline(__always)
    private func forEachUDP(_ marks: Marks, _ body: (_ place: Int, _ amount: UInt32) -> Void) {
        body(Counter.udpForwardPackets.rawValue, forwardPackets)
        body(Counter.udpReversePackets.rawValue, reversePackets)
        if marks.contains(.isUnanswered) { body(Counter.udpUnansweredPackets.rawValue, forwardPackets) }
        guard marks.contains(.isReflector) else { return }
        body(Counter.reflectorRequests.rawValue, forwardPackets)
        body(Counter.reflectedPackets.rawValue, reversePackets)
    }

    @inline(__always)
    private func forEachEvent(_ marks: Marks, _ body: (_ place: Int, _ amount: UInt32) -> Void) {
        if isNew {
            body(Counter.newFlows.rawValue, 1)
            body(Counter.portBuckets.rawValue + Int(bits >> 39 & 7), 1)
        }
        if events.contains(.established) {
            body(Counter.establishedConnections.rawValue, 1)
            if marks.contains(.isInteractive) { body(Counter.loginConnections.rawValue, 1) }
        }
        if events.contains(.productive) { body(Counter.productiveFlows.rawValue, 1) }
        if events.contains(.used), marks.contains(.isTCP) { body(Counter.usedConnections.rawValue, 1) }
        if events.contains(.initiatorProven) { body(Counter.provenFlows.rawValue, 1) }
        if marks.contains(.isShortLogin) { show(.shortLogins, andProven: .provenLogins, marks, body) }
        if marks.contains(.isShortSession) { show(.shortSessions, andProven: .provenSessions, marks, body) }
        let rare: FlowEvents = [.choked, .stalled, .refused, .unanswered, .fruitless, .halfOpen, .unsuccessful]
        if !events.isDisjoint(with: rare) { forEachFailure(marks, body) }
    }

    @inline(__always)
    private func forEachFailure(_ marks: Marks, _ body: (_ place: Int, _ amount: UInt32) -> Void) {
        if events.contains(.choked) { show(.zeroWindows, andProven: .provenHeld, marks, body) }
        if events.contains(.stalled) { show(.stalledConnections, andProven: .provenHeld, marks, body) }
        if events.contains(.refused) { body(Counter.refusedFlows.rawValue, 1) }
        if events.contains(.unanswered) { body(Counter.unansweredFlows.rawValue, 1) }
        if events.contains(.fruitless) { body(Counter.fruitlessConnections.rawValue, 1) }
        if events.contains(.halfOpen) { body(Counter.halfOpenConnections.rawValue, 1) }
        guard events.contains(.unsuccessful), !marks.contains(.isTraceroute) else { return }
        body(Counter.unsuccessfulFlows.rawValue, 1)
        if marks.contains(.isTCP) { body(Counter.tcpUnsuccessful.rawValue, 1) }
        if marks.contains(.isUDP) { body(Counter.udpUnsuccessful.rawValue, 1) }
        if marks.contains(.isICMP) { body(Counter.icmpUnsuccessful.rawValue, 1) }
    }

    /// Shows one of what is counted by itself, and once more where the initiator is proven.
    @inline(__always)
    private func show(
        _ counter: Counter, andProven proven: Counter, _ marks: Marks, _ body: (_ place: Int, _ amount: UInt32) -> Void
    ) {
        body(counter.rawValue, 1)
        if marks.contains(.isProven) { body(proven.rawValue, 1) }
    }

    /// Shows by how much which octets grow.
    @inline(__always)
    func forEachOctets(_ body: (_ place: Int, _ amount: UInt64) -> Void) {
        let marks = marks
        guard marks.contains(.hasPackets) else { return }
        body(OctetCounter.forward.rawValue, UInt64(forwardOctets))
        body(OctetCounter.reverse.rawValue, UInt64(reverseOctets))
        if marks.contains(.isOutward) { body(OctetCounter.outward.rawValue, UInt64(forwardOctets)) }
        guard marks.contains(.isReflector) else { return }
        body(OctetCounter.reflectorRequests.rawValue, UInt64(forwardOctets))
        body(OctetCounter.reflected.rawValue, UInt64(reverseOctets))
    }

    /// Shows what sets take in.
    @inline(__always)
    func forEachValue(_ body: (_ set: SketchKind, _ register: SketchRegister) -> Void) {
        if isNew {
            body(.peers, peer)
            body(.ports, port)
        }
        guard isProbe else { return }
        body(.probedPeers, peer)
        body(.probedPorts, port)
        if marks.contains(.isProven) { body(.provenTargets, target) }
    }
}

/// Where a value goes in a set's sketch: the register from bit 0, the rank from bit 6, 1…59.
struct SketchRegister: BitwiseCopyable {
    let bits: UInt64

    @inline(__always)
    init(bits: UInt64) { self.bits = bits }

    /// Of a value by 64 well-mixed bits of it.
    @inline(__always)
    init(_ hash: UInt64) {
        let rank = ((hash >> 6) | 1 << 58).trailingZeroBitCount + 1
        bits = hash & 63 | UInt64(rank) << 6
    }

    @inline(__always) var place: Int { Int(bits & 63) }
    @inline(__always) var rank: UInt8 { UInt8(truncatingIfNeeded: bits >> 6) }
}
