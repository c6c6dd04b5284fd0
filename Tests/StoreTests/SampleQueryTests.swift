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
        return (0..<26_000).map { _ in
            let time = Int64.random(in: 0..<5_000, using: &random)
            let sensor = "node-\(Int.random(in: 1...2, using: &random))"
            if Bool.random(using: &random), Bool.random(using: &random) {
                return Fixtures.summary(at: time, packets: .random(in: 0..<1_000, using: &random), sensor: sensor)
            }
            let net = Int.random(in: 0..<10, using: &random) == 0 ? "203.0.113" : "10.0.\(Int.random(in: 0...255, using: &random))"
            let peer = Bool.random(using: &random) ? "10.0.\(Int.random(in: 0...3, using: &random)).1" : "2001:db8::\(Int.random(in: 1...9, using: &random))"
            return Fixtures.verdict(
                "\(net).\(Int.random(in: 1...9, using: &random))", peer: Int.random(in: 0..<5, using: &random) == 0 ? nil : peer,
                at: time, kind: kinds.randomElement(using: &random) ?? .anomaly,
                score: .random(in: 0...1, using: &random),
                severity: Severity.allCases.randomElement(using: &random) ?? .low, sensor: sensor)
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
        if Bool.random(using: &random) { query.start = Fixtures.noon.advanced(bySeconds: .random(in: 0..<3_000, using: &random)) }
        if Bool.random(using: &random) { query.end = Fixtures.noon.advanced(bySeconds: .random(in: 2_000..<5_000, using: &random)) }
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
