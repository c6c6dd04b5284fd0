import Flows
import Packets

/// A meter in one part with its observer, fed as `Engine` does it.
struct Metering: ~Copyable {
    /// Packets of a batch, less the two that one packet may bring.
    private static let batch = 1_024

    private var observer: PacketObserver
    private var queues: PacketQueues
    private(set) var meter: FlowMeter

    /// The key of the hash is fixed, so that every run probes alike.
    static let secret: (UInt64, UInt64) = (0x0123_4567_89AB_CDEF, 0xFEDC_BA98_7654_3210)

    init() {
        observer = PacketObserver()
        queues = PacketQueues(parts: 1, capacity: Self.batch)
        meter = FlowMeter(secret: Self.secret, reports: Self.batch)
    }

    /// Takes in a packet; after a batch of them the meter's reports are those of the batch, until the next call.
    @inline(__always)
    mutating func take(_ header: borrowing PacketHeader) -> Bool {
        observer.observe(copy header, into: &queues)
        guard queues.count > Self.batch - 2 else { return false }
        flush()
        return true
    }

    /// Meters what waits.
    mutating func flush() {
        meter.clearReports()
        meter.meter(queues, part: 0)
        queues.removeAll()
    }

    /// Reports what happened up to the end of a second; whether there is more.
    mutating func report(at end: Timestamp) -> Bool {
        meter.clearReports()
        return meter.report(at: end)
    }
}
