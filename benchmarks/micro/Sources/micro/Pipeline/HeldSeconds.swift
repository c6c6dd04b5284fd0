import Flows
import Packets

/// What the flows of a capture did, second by second, as the meter reports it.
struct HeldSeconds {
    struct Second {
        /// Since the epoch.
        var number: Int64
        var records: [FlowRecord] = []
    }

    private(set) var seconds: [Second] = []

    init(_ headers: [PacketHeader]) {
        var metering = Metering()
        for header in headers {
            let number = header.timestamp.nanoseconds / 1_000_000_000
            if let current = seconds.last?.number, number > current { close(current, &metering) }
            if number > seconds.last?.number ?? .min { seconds.append(Second(number: number)) }
            if metering.take(header) { keep(metering.meter) }
        }
        if let last = seconds.last?.number { close(last, &metering) }
    }

    /// Reports of all seconds.
    var count: Int { seconds.reduce(0) { $0 + $1.records.count } }

    private mutating func close(_ number: Int64, _ metering: inout Metering) {
        metering.flush()
        keep(metering.meter)
        var isMore = true
        while isMore {
            isMore = metering.report(at: Timestamp(seconds: number + 1))
            keep(metering.meter)
        }
    }

    private mutating func keep(_ meter: borrowing FlowMeter) {
        for index in 0..<meter.reportCount { seconds[seconds.count - 1].records.append(meter[report: index].record) }
    }
}
