internal import CPcap
import Glibc
import Packets

/// Captures packets on interfaces of this machine through libpcap, with the kernel's ring (TPACKET_V3).
///
/// A call of `next` ends within its wait whether or not there is a packet, which `pcap_next_ex` and `pcap_dispatch` do
/// not on an idle link, so that one thread can capture, tick and shut down. libpcap copies each packet once out of the
/// ring: it gives the ring's block back to the kernel before `pcap_next_ex` returns the block's last packet.
@safe
public struct LiveCapture: ~Copyable {
    /// Packets taken from an interface before the next one has its turn.
    private static let batch = 256

    public let configuration: Configuration
    /// What libpcap warned of when the interfaces were opened, to be logged; mostly empty.
    public let warnings: [String]
    /// Ends the waiting from elsewhere.
    public let waker: Waker

    private var counts = CaptureStatistics()
    private var interfaces: LiveInterfaces
    /// The interface whose turn it is, and how many more packets it may give.
    private var current = 0
    private var budget = Self.batch
    /// Owned by libpcap, valid until its handle is read again.
    private var header: UnsafeMutablePointer<pcap_pkthdr>?
    private var octets: UnsafePointer<UInt8>?

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

    /// What was delivered and lost so far, over all interfaces.
    ///
    /// libpcap counts in 32 bits: read it at least once in 2³² packets of an interface.
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
        if budget == 0 {
            passTurn()
            // Under load nothing ever waits, so the waker is looked at between batches.
            if waker.take() { return .woken }
        }
        if let interface = try take() { return .frame(frame(interface)) }
        let deadline = Self.now().addingReportingOverflow(max(0, milliseconds)).partialValue
        while true {
            interfaces.wait(milliseconds: deadline &- Self.now())
            if waker.take() { return .woken }
            if let interface = try take() { return .frame(frame(interface)) }
            if deadline &- Self.now() <= 0 { return .idle }
        }
    }

    private mutating func passTurn() {
        current = current + 1 == interfaces.list.count ? 0 : current + 1
        budget = Self.batch
    }

    /// Reads a packet of an interface that has one, whose turn it is first; `nil` when none has.
    private mutating func take() throws(CaptureError) -> Int? {
        var removed = 0
        for _ in 0..<interfaces.list.count {
            if interfaces.list[current].isRemoved {
                removed += 1
                passTurn()
                continue
            }
            switch unsafe pcap_next_ex(interfaces.list[current].handle, &header, &octets) {
            case 1:
                budget -= 1
                return current
            case 0:
                let index = current
                passTurn()
                try reportDown(index)
            default:
                let failure = interfaces.list[current].failure()
                interfaces.remove(current)
                throw failure
            }
        }
        if removed == interfaces.list.count {
            throw .interfaceRemoved(name: configuration.interfaces[current])
        }
        return nil
    }

    private mutating func reportDown(_ index: Int) throws(CaptureError) {
        let isDown = interfaces.list[index].needsReading
        guard isDown != interfaces.list[index].isDown else { return }
        interfaces.list[index].isDown = isDown
        if isDown { throw .interfaceDown(name: interfaces.list[index].name) }
    }

    /// The packet that was read last, of interface number `index`; counts it.
    @_lifetime(&self)
    private mutating func frame(_ index: Int) -> Frame {
        guard let header = unsafe header?.pointee else { preconditionFailure("libpcap gave a packet without header") }
        let interface = (type: interfaces.list[index].linkType, unit: interfaces.list[index].nanosecondsPerUnit)
        counts.packets &+= 1
        counts.octets &+= UInt64(header.caplen)
        let timestamp = Timestamp(
            seconds: Int64(header.ts.tv_sec), nanoseconds: Int64(header.ts.tv_usec) &* interface.unit)
        let span = unsafe Span(_unsafeStart: octets!, count: Int(header.caplen))
        return Frame(
            timestamp: timestamp, originalLength: max(Int(header.len), Int(header.caplen)), linkType: interface.type,
            octets: unsafe _overrideLifetime(span, mutating: &self), interface: index)
    }

    /// Milliseconds of a clock that nobody sets.
    private static func now() -> Int {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return time.tv_sec * 1_000 + time.tv_nsec / 1_000_000
    }
}
