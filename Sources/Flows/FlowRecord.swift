import Packets

/// One bidirectional flow as the meter keeps it (RFC 7011 §2 flow record, RFC 5103 biflow).
///
/// "Forward" is from the endpoint that opened the conversation to the one that answers; see `FlowMeter` for how it is told.
/// A plain value of 168 bytes, in slots that the table keeps in place; a flow takes 11 to 21 bytes of its index
/// and 8 of its lists besides. What every packet reads or writes comes first, then what few packets and the ticks need, and
/// last what only flows that are exported have:
///
///       0  key                                     40      120  TCP flags seen, both directions         2
///      40  start, end                              16      122  retransmissions, fragments              4
///      56  forward and reverse counters            48      126  request times, next look                6
///     104  sequence numbers expected                8      132  handshake or ICMP code, tunnel          8
///     112  events, of the tick, state, marks, SYNs  8      140  places in the table's lists             8
///                                                          148  dispersion of sizes, of gaps           20
public struct FlowRecord: BitwiseCopyable, Sendable {
    public var key: FlowKey
    /// First packet.
    public var start: Timestamp
    /// Latest packet.
    public var end: Timestamp

    // What both sides have lies at hand by `Side`: which of them sends is a coin's toss, and a branch on it would be guessed
    // wrong half the time.
    /// What each side sent.
    @usableFromInline var sent = InlineArray<2, DirectionCounters>(repeating: DirectionCounters())

    /// Sequence number that each side would send next, from what it sent last. Of ICMP and ICMPv6, which has none:
    /// octets of payload since the last tick.
    var numbers = InlineArray<2, UInt32>(repeating: 0)

    /// What happened over the flow's life and since the last tick.
    public var events = FlowEvents()
    public var tickEvents = FlowEvents()
    /// State of the TCP connection; `.none` for other protocols.
    public internal(set) var tcpState = TCPState.none
    @usableFromInline var marks = FlowMarks(rawValue: 0)
    /// SYN segments of the initiator since the last tick.
    public var tickSyns: UInt16 = 0

    /// Every TCP flag that each side sent.
    @usableFromInline var flags = InlineArray<2, TCPFlags>(repeating: TCPFlags())
    /// Segments of both directions whose payload had been sent before.
    public var retransmissions: UInt16 = 0
    /// Fragments of both directions.
    public var fragments: UInt16 = 0
    /// First and latest payload of the initiator; see `FlowClock`.
    var firstRequest: UInt16 = 0
    var latestRequest: UInt16 = 0
    /// When the record is to be looked at without a packet, in sixteenths of a second after its start, rounded up.
    private var look: UInt16 = 0

    /// Microseconds of the handshake in the low 30 bits, how often the initiator closed its window in the high ones; of
    /// ICMP and ICMPv6 the code of the first packet.
    private var handshakeOrCode: UInt32 = 0
    /// Identifier of the tunnel that carried the first packet; 0 where there is none.
    public var tunnelIdentifier: UInt32 = 0

    /// Where the table keeps the record.
    package var links = SlotLinks()

    var sizes = Dispersion<UInt16>()
    var gaps = Dispersion<Float>()

    /// Bytes from the start that a packet needs of its flow's record, unless flows are exported.
    static let busy = 124

    package init(key: FlowKey, initiatorIsLow: Bool, start: Timestamp) {
        self.key = key
        self.start = start
        end = start
        if initiatorIsLow { marks.insert(.initiatorIsLow) }
    }
}

/// The sides of a flow, as places in pairs.
enum Side {
    static let initiator = 0
    static let responder = 1

    /// The side that sent a packet.
    @inline(__always)
    static func sender(of packet: borrowing ObservedPacket, _ record: borrowing FlowRecord) -> Int {
        Int(record.marks.rawValue & FlowMarks.initiatorIsLow.rawValue) ^ (packet.senderIsLow ? 1 : 0)
    }
}

extension FlowRecord {
    /// What the initiator sent, and the responder.
    @inlinable public var forward: DirectionCounters { sent[0] }
    @inlinable public var reverse: DirectionCounters { sent[1] }
    /// Every TCP flag seen.
    @inlinable public var forwardFlags: TCPFlags { flags[0] }
    @inlinable public var reverseFlags: TCPFlags { flags[1] }

    /// Whether the low endpoint of the key is the initiator.
    @inlinable
    public var initiatorIsLow: Bool { marks.contains(.initiatorIsLow) }
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

    /// Whether an answer was seen without the question: an answer opened the flow, and it has only reverse packets, or RST
    /// segments besides, by which a host meets what it did not ask for (RFC 9293 §3.10.7.1).
    @inlinable
    public var isUnsolicited: Bool {
        events.contains(.unsolicited) && (forward.packets == 0 || forwardFlags == .rst)
    }

    /// Microseconds from SYN to the acknowledgement that ends the handshake; 0 where it was not seen.
    /// Up to 1,073 seconds.
    public internal(set) var handshakeMicroseconds: UInt32 {
        get { key.transport == .tcp ? handshakeOrCode & 0x3FFF_FFFF : 0 }
        set { handshakeOrCode = handshakeOrCode & 0xC000_0000 | min(newValue, 0x3FFF_FFFF) }
    }
    /// Nanoseconds from the end of the TCP handshake to the first payload of the initiator, where the responder had sent none
    /// by then; otherwise 0. In steps of 4 ms, up to 256 seconds after the start.
    public var requestDelay: Int64 {
        guard events.contains(.established), firstRequest > 0 else { return 0 }
        return max(0, FlowClock.nanoseconds(from: 0, to: firstRequest) - Int64(handshakeMicroseconds) * 1_000)
    }
    /// Packets from the initiator that closed its TCP window: 0…3, and there it stops.
    public internal(set) var zeroWindows: UInt32 {
        get { key.transport == .tcp ? handshakeOrCode >> 30 : 0 }
        set { handshakeOrCode = handshakeOrCode & 0x3FFF_FFFF | min(newValue, 3) << 30 }
    }
    /// Code of the first packet of ICMP and ICMPv6.
    public internal(set) var icmpCode: UInt8 {
        get { key.isICMP ? UInt8(truncatingIfNeeded: handshakeOrCode) : 0 }
        set { handshakeOrCode = UInt32(newValue) }
    }
    /// Octets of ICMP and ICMPv6 payload since the last tick, both directions; 0 for other protocols.
    public var tickICMPOctets: UInt64 { key.isICMP ? UInt64(numbers[0]) + UInt64(numbers[1]) : 0 }

    /// Whether packets came since the last tick: a flow that only ended or was looked at has none.
    @inlinable public var hasTickPackets: Bool { forward.tickPackets > 0 || reverse.tickPackets > 0 }

    /// Whether anything happened since the last tick.
    @inlinable public var isNews: Bool { !tickEvents.isEmpty || hasTickPackets }

    /// Packets of both directions.
    var packets: UInt64 { UInt64(forward.packets) + UInt64(reverse.packets) }

    /// When the record is to be looked at without a packet; up to 68 minutes after its start.
    var due: Timestamp {
        get { start.advanced(byNanoseconds: Int64(look) * 62_500_000) }
        set {
            let sixteenths = (max(0, newValue.nanoseconds(since: start)) &+ 62_499_999) / 62_500_000
            look = UInt16(clamping: sixteenths)
        }
    }
}

/// Counters of one direction of a flow: over its life, and since the last tick.
public struct DirectionCounters: BitwiseCopyable, Sendable {
    /// Octets of network packets. Sums of 64 bits wrap; nothing reaches that.
    public var octets: UInt64 = 0
    /// Stops at its maximum, as the following do.
    public var packets: UInt32 = 0
    /// Octets of payload above the transport header.
    public var payloadOctets: UInt32 = 0
    /// Since the last tick.
    public var tickPackets: UInt32 = 0
    public var tickOctets: UInt32 = 0

    /// Counts one packet.
    @inline(__always)
    mutating func count(octets size: UInt32, payload: UInt32) {
        octets &+= UInt64(size)
        packets.addSaturating(1)
        payloadOctets.addSaturating(payload)
        tickPackets.addSaturating(1)
        tickOctets.addSaturating(size)
    }

    mutating func clearTick() {
        tickPackets = 0
        tickOctets = 0
    }
}

extension FixedWidthInteger {
    /// Adds, and stops at the maximum.
    @inline(__always)
    mutating func addSaturating(_ amount: Self) {
        let (sum, overflow) = addingReportingOverflow(amount)
        self = overflow ? .max : sum
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
