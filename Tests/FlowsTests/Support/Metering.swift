import Flows
import Packets

/// An observer and a meter of one part that tests feed and ask. A class, so that expectations may refer to it.
final class Metering {
    private var observer: PacketObserver
    private(set) var meter: FlowMeter
    private var queues = PacketQueues(parts: 1, capacity: 64)
    /// Flows that ended so far, in order.
    private(set) var ended: [FlowReport] = []

    init(_ configuration: FlowMeter.Configuration = small(), secret: (UInt64, UInt64) = (1, 2)) {
        observer = PacketObserver()
        meter = FlowMeter(configuration: configuration, secret: secret, reports: 64)
    }

    /// The default timeouts with room for few flows.
    static func small(capacity: Int = 64) -> FlowMeter.Configuration {
        var configuration = FlowMeter.Configuration()
        configuration.capacity = capacity
        return configuration
    }

    var statistics: FlowMeter.Statistics { meter.statistics }
    var observed: PacketObserver.Statistics { observer.statistics }
    /// Of the latest packet, what was odd.
    var oddities: Oddities { observer.header.oddities }
    var liveFlows: Int { meter.liveFlows }
    var bytes: Int { meter.bytes }

    func feed(_ packets: PacketHeader...) { feed(packets) }

    /// Feeds packets by batches of half a queue, since each may come with a quote.
    func feed(_ packets: [PacketHeader]) {
        for start in stride(from: 0, to: packets.count, by: 32) {
            for packet in packets[start..<min(start + 32, packets.count)] {
                observer.observe(packet, into: &queues)
            }
            meter.meter(queues, part: 0)
            queues.removeAll()
            _ = take()
        }
    }

    /// Ends the tick at `seconds` of packet time: the flows touched in it, the first touched first.
    @discardableResult
    func tick(at seconds: Double) -> [FlowRecord] {
        tick(at: Timestamp(nanoseconds: Int64((seconds * 1e9).rounded())))
    }

    @discardableResult
    func tick(at now: Timestamp) -> [FlowRecord] {
        var touched: [FlowRecord] = []
        var isDone = false
        while !isDone {
            isDone = !meter.report(at: now)
            touched += take()
        }
        return touched.reversed()
    }

    /// Ends every flow; all that ever ended.
    @discardableResult
    func end() -> [FlowReport] {
        var isDone = false
        while !isDone {
            isDone = !meter.reportAll(at: meter.clock)
            _ = take()
        }
        return ended
    }

    /// The records of all flows, those that ended first and the live ones after them.
    func records() -> [FlowRecord] { end().map(\.record) }

    /// Takes the reports: keeps the flows that ended, gives those that go on.
    private func take() -> [FlowRecord] {
        var live: [FlowRecord] = []
        for index in 0..<meter.reportCount {
            let report = meter[report: index]
            if report.reason == nil { live.append(report.record) } else { ended.append(report) }
        }
        meter.clearReports()
        return live
    }
}
