import Detection
import Packets
import Store
import Testing

/// Queries against a plain filter of the same samples.
@Suite struct SampleQueryTests {
    /// Enough that the large blocks are dense and the small ones sparse.
    static let samples: [TrafficSample] = {
        var random = SplitMix(state: 1)
        let kinds = Kind.allCases
        let below = { (bound: Int) in Int.random(in: 0..<bound, using: &random) }
        return (0..<26_000).map { _ in
            let time = Int64(below(5_000))
            let sensor = "node-\(1 + below(2))"
            if below(4) == 0 {
                return Fixtures.summary(at: time, packets: UInt64(below(1_000)), sensor: sensor)
            }
            let net = below(10) == 0 ? "203.0.113" : "10.0.\(below(256))"
            let peer = below(2) == 0 ? "10.0.\(below(4)).1" : "2001:db8::\(1 + below(9))"
            return Fixtures.verdict(
                "\(net).\(1 + below(9))", peer: below(5) == 0 ? nil : peer, at: time, kind: kinds[below(kinds.count)],
                score: Double(below(1_001)) / 1_000, severity: Severity.allCases[below(4)], sensor: sensor)
        }
    }()

    static let prefixes: [IPPrefix?] = [
        nil, nil, Fixtures.prefix("10.0.1.1"), Fixtures.prefix("203.0.113.0/24"), Fixtures.prefix("10.0.0.0/8"),
        Fixtures.prefix("0.0.0.0/0"), Fixtures.prefix("2001:db8::/32"), Fixtures.prefix("2001:db8::3"),
        Fixtures.prefix("::/0"), Fixtures.prefix("192.0.2.0/24"), Fixtures.prefix("10.0.0.0/23"),
    ]

    @Test func everyMixtureFindsWhatAPlainFilterFinds() throws {
        let store = try TemporaryFolderStore()
        try store.store.append(Self.samples)
        let all = try store.store.allSamples()
        try #require(all.count == Self.samples.count)
        var random = SplitMix(state: 2)
        var found = 0
        for round in 0..<150 {
            let query = Self.query(&random)
            let expected = Self.filter(all, query)
            let ids = try store.store.samples(matching: query).map(\.id)
            #expect(ids == expected.prefix(query.limit).map(\.id), "round \(round): \(query)")
            #expect(try store.store.sampleCount(matching: query) == expected.count, "round \(round): \(query)")
            let most = [0, 7, 1_000, 100_000][round % 4]
            #expect(
                try store.store.sampleCount(matching: query, atMost: most) == min(most, expected.count),
                "round \(round): \(query)")
            var streamed: [Int64?] = []
            try store.store.forEachSample(matching: query) { streamed.append($0.id) }
            #expect(streamed == expected.map(\.id), "round \(round): \(query)")
            found += expected.isEmpty ? 0 : 1
        }
        #expect(found > 75)
    }

    private static func query(_ random: inout SplitMix) -> SampleQuery {
        var query = SampleQuery()
        let rarely = { (random: inout SplitMix) in Int.random(in: 0..<4, using: &random) == 0 }
        query.limit = [1, 10, 100, 5_000].randomElement(using: &random) ?? 1
        query.order = Bool.random(using: &random) ? .ascending : .descending
        query.prefix = prefixes.randomElement(using: &random) ?? nil
        let start = Int64.random(in: 0..<3_000, using: &random)
        let end = Int64.random(in: 2_000..<5_000, using: &random)
        if Bool.random(using: &random) { query.start = Fixtures.noon.advanced(bySeconds: start) }
        if Bool.random(using: &random) { query.end = Fixtures.noon.advanced(bySeconds: end) }
        if rarely(&random) { query.kind = Kind.allCases.randomElement(using: &random) }
        if rarely(&random) { query.severity = Severity.allCases.randomElement(using: &random) }
        if rarely(&random) { query.minimumScore = 0.5 }
        if rarely(&random) { query.sensor = "node-2" }
        if rarely(&random) { query.sort = SampleQuery.Sort.allCases.randomElement(using: &random) }
        return query
    }

    private static func filter(_ samples: [TrafficSample], _ query: SampleQuery) -> [TrafficSample] {
        let matching = samples.filter { sample in
            if let start = query.start, sample.time < start { return false }
            if let end = query.end, sample.time >= end { return false }
            if let sensor = query.sensor, sample.sensor != sensor { return false }
            switch sample.content {
            case .summary:
                return query.sort != .verdict && query.prefix == nil && query.kind == nil && query.severity == nil
                    && query.minimumScore == nil
            case .verdict(let verdict):
                let isInBlock = query.prefix.map { prefix in
                    prefix.contains(verdict.entity) || verdict.peer.map(prefix.contains) ?? false
                }
                return query.sort != .summary && isInBlock ?? true && (query.kind ?? verdict.kind) == verdict.kind
                    && (query.severity ?? verdict.severity) == verdict.severity
                    && verdict.score >= query.minimumScore ?? 0
            }
        }
        let ascending = matching.sorted { ($0.time, $0.id ?? 0) < ($1.time, $1.id ?? 0) }
        return query.order == .ascending ? ascending : ascending.reversed()
    }
}

/// A generator that replays by seed (https://prng.di.unimi.it/splitmix64.c).
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
