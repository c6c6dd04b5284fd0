import Features
import Flows
import Packets
import TestSupport
import Testing

@Suite("The extractor")
struct ExtractorTests {
    /// Every value of every entity in every second.
    private func trace(seed: UInt64, hosts: Int, secret: (UInt64, UInt64)) -> (lines: [String], evicted: UInt64) {
        let sensor = Sensor(secret: secret)
        var traffic = RandomTraffic(seed: seed, hosts: hosts)
        for _ in 0..<3_000 { sensor.feed(traffic.next()) }
        sensor.close(before: traffic.now.nanoseconds / 1_000_000_000 + 15)
        let lines = sensor.windows.map { second, windows in
            let values = Feature.all.prefix(60).map { windows.value($0, over: .tenSeconds) }
            return "\(second) \(windows.entity) \(values)"
        }
        return (lines, sensor.evicted)
    }

    @Test("gives the same windows in the same order, whatever the secret", arguments: [(1, 6), (2, 6), (3, 500)])
    func secrets(seed: UInt64, hosts: Int) {
        let first = trace(seed: seed, hosts: hosts, secret: (1, 2))
        let second = trace(seed: seed, hosts: hosts, secret: (0xDEAD_BEEF_0000_0001, 0x0123_4567_89AB_CDEF))
        #expect(first.lines.count > 300 && first.lines == second.lines)
        #expect(first.evicted == second.evicted && (first.evicted > 0) == (hosts == 500))
    }

    @Test("takes the same memory before and after use")
    func memory() {
        let sensor = Sensor()
        let before = sensor.bytes
        var traffic = RandomTraffic(seed: 1, hosts: 500)
        for _ in 0..<3_000 { sensor.feed(traffic.next()) }
        #expect(sensor.bytes == before)
        var configuration = WindowExtractor.Configuration.small
        let small = WindowExtractor(configuration: configuration, secret: (1, 2)).bytes
        configuration.sources += 1_024
        let large = WindowExtractor(configuration: configuration, secret: (1, 2)).bytes
        // Its record and rows, its place in the order of last touch and in the list of touched ones, and at most four entries of the
        // index.
        let record = (large - small) / 1_024
        #expect((6_300...6_600).contains(record))
    }

    @Test("does not trap on any header at any second, and every value is a number", arguments: 1...8)
    func fuzz(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var configuration = FlowMeter.Configuration()
        configuration.capacity = 50
        var observer = PacketObserver()
        var meter = FlowMeter(configuration: configuration, secret: (1, 2))
        var claims = AddressClaims()
        var queues = PacketQueues(parts: 1, capacity: 2)
        var extractor = WindowExtractor(configuration: .small, secret: (1, 2))
        var bad: [String] = []
        for _ in 0..<3_000 {
            let header = PacketHeader.random(using: &random)
            observer.observe(header, into: &queues)
            meter.meter(queues, part: 0)
            queues.removeAll()
            fold(&meter, into: &extractor)
            extractor.fold(.arp(claims.observe(header)))
            extractor.fold(.odd(header.oddities, source: header.source))
            extractor.fold(.dns(message(&random), of: header))
            guard random.oneIn(30) else { continue }
            while meter.report(at: header.timestamp) { fold(&meter, into: &extractor) }
            fold(&meter, into: &extractor)
            extractor.closeSecond(&bad) { bad, _, windows in
                for feature in Feature.all {
                    for span in WindowSpan.allCases where !windows.value(feature, over: span).isFinite {
                        bad.append(feature.name)
                    }
                }
            }
            let anyway = Int64.random(in: .min ... .max, using: &random)
            extractor.begin(second: [.min, .max, 0, -1, anyway].randomElement(using: &random) ?? 0)
        }
        #expect(bad == [])
    }

    private func fold(_ meter: inout FlowMeter, into extractor: inout WindowExtractor) {
        for index in 0..<meter.reportCount { extractor.fold(meter[report: index].record) }
        meter.clearReports()
    }

    private func message(_ random: inout SeededGenerator) -> DNSObservation {
        DNSObservation(
            isResponse: random.oneIn(2), isFailure: random.oneIn(2),
            octets: [0, .max, .min, 512].randomElement(using: &random) ?? 0,
            nameOctets: [0, .max, .min, 50].randomElement(using: &random) ?? 0,
            labelCentibits: random.oneIn(2) ? .max : 300,
            isRareType: random.oneIn(2), name: random.next(), parent: UInt64.random(in: 0..<4, using: &random))
    }
}
