import Features
import Flows
import Packets
import TestSupport
import Testing

/// A meter and an extractor in step, as the engine runs them: a second ends when a packet of a later one comes.
final class Sensor {
    private var observer: PacketObserver
    private var queues = PacketQueues(parts: 1, capacity: 2)
    private var meter: FlowMeter
    private var claims = AddressClaims()
    private var extractor: WindowExtractor
    private var second: Int64 = 0
    private let gates: WindowGates?
    private let showsAll: Bool
    /// Every entity at the end of every second in which it was touched; or those that may matter to the gates.
    private(set) var windows: [(second: Int64, windows: WindowValues)] = []
    /// Whether the gates let in each of these.
    private(set) var mattered: [Bool] = []
    /// Entities that were shown as such that may matter to the gates and do not, or the other way round.
    private(set) var misjudged: [Entity] = []
    /// Totals of the seconds that ended.
    private(set) var totals: [SecondTotals] = []

    init(secret: (UInt64, UInt64) = (1, 2), gates: WindowGates? = nil, showsAll: Bool = true) {
        self.gates = gates
        self.showsAll = showsAll
        var flows = FlowMeter.Configuration()
        flows.capacity = 2_048
        observer = PacketObserver()
        meter = FlowMeter(configuration: flows, secret: secret)
        extractor = WindowExtractor(configuration: .small, secret: secret)
        if let gates { extractor.measure(by: gates) }
    }

    /// Windows of entities that were touched so far, shown or not.
    var touched: UInt64 { extractor.windows }

    var bytes: Int { extractor.bytes }
    var evicted: UInt64 { extractor.evicted }

    func feed(_ packets: PacketHeader...) { feed(packets) }

    func feed(_ packets: [PacketHeader]) {
        for packet in packets {
            close(before: packet.timestamp.nanoseconds / 1_000_000_000)
            if packet.network == .arp {
                extractor.fold(.arp(claims.observe(packet)))
                continue
            }
            observer.observe(packet, into: &queues)
            meter.meter(queues, part: 0)
            queues.removeAll()
            takeReports()
            if !packet.oddities.isEmpty { extractor.fold(.odd(packet.oddities, source: packet.source)) }
        }
    }

    /// Gives both hosts and their pair the first sight, which does not count, in second 999.
    func introduce(_ client: Endpoint, _ server: Endpoint) {
        feed(.udp(Endpoint(client.address, 9), Endpoint(server.address, 9), at: 999))
    }

    func fold(_ side: SideObservation, at second: Int64) {
        close(before: second)
        extractor.fold(side)
    }

    func fold(_ message: DNSObservation, of packet: PacketHeader) {
        close(before: packet.timestamp.nanoseconds / 1_000_000_000)
        extractor.fold(.dns(message, of: packet))
    }

    /// Closes all seconds before `last`, at most thirty of them one by one.
    func close(before last: Int64) {
        while second < last {
            closeSecond()
            second = last - second > 30 ? last - 15 : second + 1
            extractor.begin(second: second)
        }
    }

    private func closeSecond() {
        let end = Timestamp(seconds: second + 1)
        while meter.report(at: end) { takeReports() }
        takeReports()
        totals.append(extractor.totals)
        var seen: [WindowValues] = []
        var misjudged: [Entity] = []
        var mattered: [Bool] = []
        extractor.closeSecond(&seen, all: showsAll) { seen, _, windows in
            seen.append(WindowValues(windows))
            let isLetIn = gates?.admits(windows) ?? true
            mattered.append(isLetIn)
            if isLetIn != windows.mayMatter { misjudged.append(windows.entity) }
        }
        windows += seen.map { (second, $0) }
        self.misjudged += misjudged
        self.mattered += mattered
    }

    private func takeReports() {
        for index in 0..<meter.reportCount { extractor.fold(meter[report: index].record) }
        meter.clearReports()
    }

    /// The value of a feature at the end of the second, or 0 where the entity was not touched in it.
    func value(
        _ name: String, of entity: Entity, at second: Int64, over span: WindowSpan = .second,
        sourceLocation: SourceLocation = #_sourceLocation
    ) -> Double {
        guard let feature = Feature(named: name) else {
            Issue.record("no feature \(name)", sourceLocation: sourceLocation)
            return .nan
        }
        return windows.last { $0.second == second && $0.windows.entity == entity }?.windows.value(feature, over: span)
            ?? 0
    }

    /// Expects these values by name.
    func expect(
        _ values: KeyValuePairs<String, Double>, of entity: Entity, at second: Int64, over span: WindowSpan = .second,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        for (name, expected) in values {
            let value = value(name, of: entity, at: second, over: span, sourceLocation: sourceLocation)
            // Sketches of up to five values are that near.
            #expect(
                abs(value - expected) < 0.25, "\(name) is \(value), not \(expected)", sourceLocation: sourceLocation)
        }
    }
}

extension WindowExtractor.Configuration {
    /// Room for few entities.
    static var small: Self {
        var configuration = Self()
        configuration.sources = 300
        configuration.destinations = 300
        configuration.pairs = 300
        configuration.domains = 50
        return configuration
    }
}

extension Entity {
    static func source(_ endpoint: Endpoint) -> Entity { Entity(.source, endpoint.address) }
    static func destination(_ endpoint: Endpoint) -> Entity { Entity(.destination, endpoint.address) }
    static func pair(_ source: Endpoint, _ destination: Endpoint) -> Entity {
        Entity(.pair, source.address, peer: destination.address)
    }
}

extension SideObservation {
    /// A DNS message that a packet carries.
    static func dns(_ message: DNSObservation, of packet: PacketHeader) -> SideObservation {
        message.isResponse
            ? .dns(message, client: packet.destination, resolver: packet.source)
            : .dns(message, client: packet.source, resolver: packet.destination)
    }
}
