import Flows

/// What one host says at ports of another after it has waited there in vain for a greeting: how version detection goes about.
///
/// Who does not know what listens at a port waits for it to speak first, and where it stays silent tries one request after
/// another (nmap waits for six seconds; nmap-service-probes). A client knows who speaks first. It may well open a connection
/// ahead and use it later, as browsers and pools do, but what it says then is of one protocol, and seldom a few octets.
struct ServiceProbes: BitwiseCopyable, Sendable {
    /// Sizes of what was said at ports with a connection that was opened in silence, and those ports; a bit each, by hash.
    private var sizes: UInt64 = 0
    private var ports: UInt16 = 0
    /// Connections in which less than 64 octets were said.
    private var few: UInt8 = 0
    /// Somebody spoke at last in such a connection, who had waited for long.
    private var hasWaited = false
    /// The half of ten seconds in which something was noted last; see `WindowTurn`.
    private var half: HalfStamp = 0

    /// Halves of ten seconds within which the next connection ends.
    private static let memory: HalfStamp = 12
    /// Octets from which on a request is not short: one of HTTP, and a hello of TLS, takes more.
    private static let shortOctets: UInt32 = 64
    /// Nanoseconds that a connection takes at most in which a request is tried: nmap waits for seven at most.
    private static let tryTime: Int64 = 10_000_000_000

    /// Different sizes of what was said: at least so many, and 64 at most.
    var requests: Int { hasWaited ? sizes.nonzeroBitCount : 0 }
    /// Short ones among the connections: 255 at most.
    var shortRequests: UInt8 { hasWaited ? few : 0 }

    /// Whether it is too long ago to count.
    func isOver(in half: Int64) -> Bool { HalfStamp(half) &- self.half > Self.memory }

    /// Notes a connection in which nobody spoke in the second in which it was opened.
    mutating func noteSilence(_ flow: borrowing FlowRecord, in half: Int64) {
        ports |= Self.port(of: flow)
        self.half = HalfStamp(half)
    }

    /// Notes a connection that ended. Flows of one second come in any order, so that the request that ends the wait may come
    /// after those that follow it: what was said before counts if it was just now.
    mutating func noteEnd(_ flow: borrowing FlowRecord, in half: Int64) {
        let (isWait, payload) = (flow.waitedForGreeting, flow.forward.payloadOctets)
        let isBrief = flow.end.nanoseconds(since: flow.start) <= Self.tryTime
        let isKnown = ports & Self.port(of: flow) != 0
        if !isWait, !isKnown || !isBrief || payload == 0 { return }
        if !hasWaited, self.half != HalfStamp(half) { (sizes, few) = (0, 0) }
        if isWait { hasWaited = true }
        ports |= Self.port(of: flow)
        sizes |= 1 << (Mixing.permute(UInt64(payload)) >> 58)
        if payload < Self.shortOctets, few < .max { few += 1 }
        self.half = HalfStamp(half)
    }

    private static func port(of flow: borrowing FlowRecord) -> UInt16 { 1 << (flow.portHash >> 60) }
}

extension FlowRecord {
    /// Whether the connection was opened in this tick and nobody has said anything yet.
    @inline(__always)
    var isOpenedInSilence: Bool {
        tickEvents.contains(.established) && !events.contains(.used) && tcpState == .established
    }

    /// Whether the initiator said nothing for four to sixty seconds, nor did the responder, before it spoke after all.
    var waitedForGreeting: Bool { (4_000_000_000...60_000_000_000).contains(requestDelay) }
}
