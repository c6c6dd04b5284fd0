import Packets

/// One bidirectional flow as the meter keeps it (RFC 7011 §2 flow record, RFC 5103 biflow).
///
/// "Forward" is from the endpoint that opened the conversation to the one that answers; see `FlowMeter` for how it is told.
/// A plain value of 272 bytes, in slots that the table keeps in place; a flow takes 16 to 32 bytes of its index besides.
public struct FlowRecord: BitwiseCopyable, Sendable {
    public var key: FlowKey
    /// Whether the low endpoint of the key is the initiator.
    public var initiatorIsLow: Bool
    /// What happened since the last tick and over the flow's life.
    public var events = FlowEvents()
    public var tickEvents = FlowEvents()

    /// First packet.
    public var start: Timestamp
    /// Latest packet.
    public var end: Timestamp

    public var forward = DirectionCounters()
    public var reverse = DirectionCounters()

    /// State of the TCP connection; `.none` for other protocols.
    public var tcpState = TCPState.none
    /// Whether a side's sequence number is known, so that an acknowledgement of it proves the other side's path.
    var initiatorNumberKnown = false
    var responderNumberKnown = false
    /// Sequence number that each side would send next, from what it sent last.
    var initiatorNext: UInt32 = 0
    var responderNext: UInt32 = 0

    /// Microseconds from SYN to the acknowledgement that ends the handshake; 0 where it was not seen.
    public var handshakeMicroseconds: UInt32 = 0
    /// Segments of both directions whose payload had been sent before.
    public var retransmissions: UInt16 = 0
    /// Fragments of both directions.
    public var fragments: UInt16 = 0
    /// Packets from the initiator that closed its TCP window.
    public var zeroWindows: UInt16 = 0
    /// First and latest payload of the initiator; the end of time where there was none.
    var firstRequest = Timestamp(nanoseconds: .max)
    var latestRequest = Timestamp(nanoseconds: .max)
    /// Hop limit of the first packet.
    public var hopLimit: UInt8 = 0

    /// Inter-arrival times of the flow's packets in seconds, both directions together.
    public var interArrival = OnlineStatistics()
    /// Sizes of the flow's network packets in octets, both directions together.
    public var size = OnlineStatistics()

    /// Code of the first packet of ICMP and ICMPv6.
    public var icmpCode: UInt8 = 0
    /// SYN segments of the initiator since the last tick.
    public var tickSyns: UInt16 = 0

    /// Identifier of the tunnel that carried the first packet; 0 where there is none.
    public var tunnelIdentifier: UInt32 = 0

    /// Where the table keeps the record.
    package var links = SlotLinks()
    var hash: UInt64 = 0
    /// When the record is to be looked at without a packet.
    var due = Timestamp(nanoseconds: .max)

    package init(key: FlowKey, initiatorIsLow: Bool, start: Timestamp) {
        self.key = key
        self.initiatorIsLow = initiatorIsLow
        self.start = start
        end = start
    }

    /// The endpoint that opened the conversation.
    @inlinable
    public var initiator: IPAddress { initiatorIsLow ? key.lowAddress : key.highAddress }
    /// The endpoint that answers.
    @inlinable
    public var responder: IPAddress { initiatorIsLow ? key.highAddress : key.lowAddress }
    @inlinable
    public var initiatorPort: UInt16 { initiatorIsLow ? key.lowPort : key.highPort }
    /// The port of the service that is used.
    @inlinable
    public var responderPort: UInt16 { initiatorIsLow ? key.highPort : key.lowPort }

    /// Whether an answer was seen without the question: an answer opened the flow, and it has only reverse packets.
    @inlinable
    public var isUnsolicited: Bool { forward.packets == 0 && events.contains(.unsolicited) }
}

/// Counters of one direction of a flow: over its life, and since the last tick.
public struct DirectionCounters: BitwiseCopyable, Sendable {
    /// Octets of network packets. Sums of 64 bits wrap; nothing reaches that.
    public var octets: UInt64 = 0
    /// Octets of payload above the transport header.
    public var payloadOctets: UInt64 = 0
    /// Stops at its maximum.
    public var packets: UInt32 = 0
    /// Since the last tick; they stop at their maximum.
    public var tickPackets: UInt32 = 0
    public var tickOctets: UInt32 = 0
    public var tickPayloadOctets: UInt32 = 0
    /// Every TCP flag seen.
    public var flags = TCPFlags()

    /// Counts one packet.
    @inlinable @inline(__always)
    mutating func count(octets size: UInt32, payload: UInt32, flags seen: TCPFlags) {
        packets &+= packets == .max ? 0 : 1
        octets &+= UInt64(size)
        payloadOctets &+= UInt64(payload)
        tickPackets &+= tickPackets == .max ? 0 : 1
        tickOctets = tickOctets.addingReportingOverflow(size).overflow ? .max : tickOctets &+ size
        tickPayloadOctets =
            tickPayloadOctets.addingReportingOverflow(payload).overflow ? .max : tickPayloadOctets &+ payload
        flags.formUnion(seen)
    }

    @inlinable
    mutating func clearTick() {
        tickPackets = 0
        tickOctets = 0
        tickPayloadOctets = 0
    }
}

/// State of a TCP connection as an observer between the endpoints sees it (RFC 9293 §3.3.2, simplified).
public enum TCPState: UInt8, Sendable, BitwiseCopyable {
    /// Not TCP.
    case none
    /// The first packet seen was neither SYN nor SYN/ACK: the flow was picked up in the middle, or is a probe.
    case midstream
    /// SYN without an answer.
    case synSent
    /// SYN/ACK without the acknowledgement that ends the handshake: half open.
    case synReceived
    case established
    /// One side or both sent FIN.
    case closing
    /// Both FINs were sent.
    case closed
    /// RST was sent.
    case reset
}

/// Why a flow record ended: IANA IPFIX Information Element 136, `flowEndReason`.
public enum FlowEndReason: UInt8, Sendable, BitwiseCopyable {
    case idleTimeout = 1
    case activeTimeout = 2
    case endOfFlow = 3
    case forcedEnd = 4
    case lackOfResources = 5
}
