import Glibc
public import Packets

/// Captures packets on interfaces of this machine.
///
/// Ethernet and loopback interfaces are read from the kernel's ring (packet(7), TPACKET_V3): a frame is borrowed where
/// the kernel put it, and its block is given back once the next one is asked for. libpcap compiles the filter, and
/// reads `any` and other kinds of interfaces, with a copy of each packet.
///
/// A call of `next` ends within its wait whether or not there is a packet, which `pcap_next_ex` and `pcap_dispatch` do
/// not on an idle link, so that one thread can capture, tick and shut down.
public struct LiveCapture: ~Copyable {
    /// Packets taken from an interface before the next one has its turn.
    private static let batch = 256

    public let configuration: Configuration
    /// What was worth a warning when the interfaces were opened, to be logged; mostly empty.
    public let warnings: [String]
    /// Ends the waiting from elsewhere.
    public let waker: Waker

    @usableFromInline var counts = CaptureStatistics()
    private var interfaces: LiveInterfaces
    /// The interface whose turn it is, and how many more packets it may give.
    private var current = 0
    private var budget = Self.batch
    /// Packets of interface `turnOf` that need nothing but to be looked at.
    @usableFromInline var turn = RingTurn()
    @usableFromInline private(set) var turnOf = 0
    @usableFromInline let turnType = LinkType.ethernet
    private var isStopped = false

    /// Opens every interface of `configuration`; needs CAP_NET_RAW, which may be given up afterwards.
    public init(_ configuration: Configuration) throws(CaptureError) {
        try configuration.validate()
        let waker = try Waker()
        let interfaces = try LiveInterfaces(configuration, waker)
        self.configuration = configuration
        self.waker = waker
        warnings = interfaces.warnings
        self.interfaces = interfaces
    }

    /// What was delivered and lost so far, over all interfaces. On Ethernet `received` is exactly `packets`,
    /// `kernelDropped` and what is in the ring yet.
    ///
    /// The kernel counts in 32 bits: read it at least once in 2³² packets of an interface.
    public var statistics: CaptureStatistics {
        mutating get {
            for index in interfaces.list.indices {
                interfaces.list[index].count(to: &counts)
            }
            return counts
        }
    }

    /// The next packet, waiting for it at most `milliseconds` (0 does not wait).
    ///
    /// Interfaces take turns. An interface that went down or away is an error once; asking again goes on with the
    /// others, and with it once it is up again. When all were removed, every call is an error.
    @_lifetime(&self)
    public mutating func next(waitingMilliseconds milliseconds: Int) throws(CaptureError) -> Event {
        if turn.count == 0 {
            switch try fetch(waiting: milliseconds) {
            case .turn: break
            case .packet(let packet, let linkType):
                count(1, octets: packet.capturedLength)
                return .frame(frame(packet, linkType, turnOf))
            case .idle: return .idle
            case .woken: return .woken
            }
        }
        let packet = turn.take()
        count(1, octets: packet.capturedLength)
        return .frame(frame(packet, turnType, turnOf))
    }

    /// Lets no further packet in. What was let in is still given by `next`, which says `idle` at once when none of it
    /// is left, so that nothing that the kernel counted is lost; to be called before the end. Nobody is `woken` then.
    ///
    /// Of interfaces that libpcap reads that is not known: there `idle` comes after the wait.
    public mutating func stopReceiving() {
        for index in interfaces.list.indices where !interfaces.list[index].isRemoved {
            interfaces.list[index].stopReceiving()
        }
        isStopped = true
        // What passed the filter on another core before is counted soon.
        usleep(2_000)
    }

    /// The packets that are there; those of the turn before are over. No system call.
    @usableFromInline
    mutating func fetch() throws(CaptureError) -> Fetched {
        interfaces.list[turnOf].end(turn)
        if budget == 0 {
            passTurn()
            // Under load nothing ever waits, so the waker is looked at between batches.
            if waker.take(), !isStopped { return .woken }
        }
        return try take() ?? .idle
    }

    /// The same, but waits for packets at most `milliseconds`.
    @usableFromInline
    mutating func fetch(waiting milliseconds: Int) throws(CaptureError) -> Fetched {
        let fetched = try fetch()
        guard case .idle = fetched else { return fetched }
        let deadline = Self.now().addingReportingOverflow(max(0, milliseconds)).partialValue
        while true {
            if isStopped, isDrained() { return .idle }
            interfaces.wait(milliseconds: deadline &- Self.now())
            if waker.take(), !isStopped { return .woken }
            if let fetched = try take() { return fetched }
            if deadline &- Self.now() <= 0 { return .idle }
        }
    }

    private mutating func passTurn() {
        current = current + 1 == interfaces.list.count ? 0 : current + 1
        budget = Self.batch
    }

    /// Reads of an interface that has packets, whose turn it is first; `nil` when none has.
    private mutating func take() throws(CaptureError) -> Fetched? {
        var removed = 0
        for _ in 0..<interfaces.list.count {
            if interfaces.list[current].isRemoved {
                removed += 1
                passTurn()
                continue
            }
            switch try interfaces.read(current, atMost: budget) {
            case .turn(let turn):
                (self.turn, turnOf) = (turn, current)
                budget -= turn.count
                return .turn
            case .packet(let packet):
                budget -= 1
                (turn, turnOf) = (RingTurn(), current)
                return .packet(packet, interfaces.list[current].linkType)
            case .nothing:
                let index = current
                passTurn()
                try interfaces.look(index)
            }
        }
        if removed == interfaces.list.count {
            throw .interfaceRemoved(name: configuration.interfaces[current])
        }
        return nil
    }

    /// Whether nothing that was let in is still to come.
    private mutating func isDrained() -> Bool {
        for index in interfaces.list.indices where !interfaces.list[index].isRemoved {
            if !interfaces.list[index].isDrained() { return false }
        }
        return true
    }

    /// `packet` of interface number `index`.
    @_lifetime(borrow self)
    @inlinable @inline(__always)
    func frame(_ packet: CapturedPacket, _ linkType: LinkType, _ index: Int) -> Frame {
        let span = unsafe Span(_unsafeStart: packet.octets, count: packet.capturedLength)
        return Frame(
            timestamp: packet.timestamp, originalLength: packet.originalLength, linkType: linkType,
            octets: unsafe _overrideLifetime(span, borrowing: self), interface: index)
    }

    /// Counts packets that are given.
    @inlinable @inline(__always)
    mutating func count(_ packets: Int, octets: Int) {
        counts.packets &+= UInt64(packets)
        counts.octets &+= UInt64(octets)
    }

    /// Milliseconds of a clock that nobody sets.
    static func now() -> Int {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return time.tv_sec * 1_000 + time.tv_nsec / 1_000_000
    }
}
