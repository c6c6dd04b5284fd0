import Flows
import Packets

/// A meter that tests feed and ask. A class, so that expectations may refer to it.
final class Metering {
    private(set) var meter: FlowMeter
    /// Flows that ended so far, in order.
    private(set) var ended: [EndedFlow] = []

    init(_ configuration: FlowMeter.Configuration = small(), secret: (UInt64, UInt64) = (1, 2)) {
        meter = FlowMeter(configuration: configuration, secret: secret)
    }

    /// The default timeouts with room for few flows.
    static func small(capacity: Int = 64) -> FlowMeter.Configuration {
        var configuration = FlowMeter.Configuration()
        configuration.capacity = capacity
        return configuration
    }

    var statistics: FlowMeter.Statistics { meter.statistics }
    var liveFlows: Int { meter.liveFlows }
    var bytes: Int { meter.bytes }

    func feed(_ packets: PacketHeader...) { feed(packets) }

    func feed(_ packets: [PacketHeader]) {
        for packet in packets {
            meter.observe(packet)
            take()
        }
    }

    /// Ends the tick at `seconds` of packet time: the flows touched in it, the first touched first.
    @discardableResult
    func tick(at seconds: Double) -> [FlowRecord] {
        tick(at: Timestamp(nanoseconds: Int64((seconds * 1e9).rounded())))
    }

    @discardableResult
    func tick(at now: Timestamp) -> [FlowRecord] {
        meter.examineDue(at: now)
        let touched = takeTouched()
        expire(at: now)
        return touched
    }

    func takeTouched() -> [FlowRecord] {
        var touched: [FlowRecord] = []
        while let flow = meter.takeTouched() { touched.append(flow) }
        return touched.reversed()
    }

    func expire(at now: Timestamp) {
        while meter.expire(at: now) { take() }
        take()
    }

    /// Ends every flow; all that ever ended.
    @discardableResult
    func end() -> [EndedFlow] {
        while meter.endAll(at: meter.clock) { take() }
        take()
        return ended
    }

    /// The records of all flows, those that ended first and the live ones after them.
    func records() -> [FlowRecord] { end().map(\.record) }

    private func take() {
        for index in 0..<meter.endedCount { ended.append(meter.endedFlow(at: index)) }
        meter.clearEnded()
    }
}
