import Detection
import Features
import Packets
import Store
import Testing

@Suite struct SampleTests {
    @Test func samplesComeBackAsTheyWereStored() throws {
        let folder = try TemporaryFolder()
        let store = try folder.store()
        var odd = Fixtures.verdict("2001:db8::9", peer: nil, at: 2)
        if case .verdict(var verdict) = odd.content {
            verdict.rule = nil
            verdict.role = .domain
            verdict.attack = []
            verdict.proofOfPath = false
            verdict.reasons = [SampleReason(feature: "quote \" \u{0} é", observed: .infinity, expected: 0.1)]
            odd.content = .verdict(verdict)
        }
        let given = [Fixtures.verdict("198.51.100.9"), Fixtures.summary(at: 1, packets: 1 << 40), odd]
        try store.append(given)
        let found = try store.allSamples()
        #expect(found.map(\.unnumbered) == given)
        #expect(found.map(\.id) == [1, 2, 3])
        #expect(try store.sample(id: 2) == found[1])
        #expect(try store.sample(id: 4) == nil)
        try store.close()
        #expect(try folder.store().allSamples() == found)
    }

    /// Summaries go in by several at a time, as many as stand together.
    @Test func runsOfAnyLengthKeepTheirOrder() throws {
        let store = try TemporaryFolderStore()
        var given: [TrafficSample] = []
        for length in 0...20 {
            given += (0..<length).map { Fixtures.summary(at: Int64(given.count + $0), packets: UInt64($0)) }
            given += (0..<length % 3).map { number in
                let peer = number == 0 ? nil : "192.0.2.7"
                return Fixtures.verdict("198.51.100.\(number)", peer: peer, at: Int64(given.count + number))
            }
        }
        try store.store.append(given)
        let found = try store.store.allSamples()
        #expect(found.map(\.unnumbered) == given)
        #expect(found.map(\.id) == (1...given.count).map { Int64($0) })
    }

    @Test func everyKindSeverityAndRoleIsStored() throws {
        let store = try TemporaryFolderStore()
        var given: [TrafficSample] = []
        for kind in Kind.allCases { given.append(Fixtures.verdict("198.51.100.1", kind: kind)) }
        for severity in Severity.allCases { given.append(Fixtures.verdict("198.51.100.1", severity: severity)) }
        for role in EntityRole.allCases {
            guard case .verdict(var verdict) = given[0].content else { continue }
            verdict.role = role
            given.append(given[0])
            given[given.count - 1].content = .verdict(verdict)
        }
        try store.store.append(given)
        #expect(try store.store.allSamples().map(\.unnumbered) == given)
    }

    @Test func totalsBecomeASummary() throws {
        var totals = SecondTotals()
        totals.packets = 6
        totals.octets = .max
        totals.newFlows = 1
        totals.tcpPackets = 2
        totals.udpPackets = 3
        totals.icmpPackets = 4
        let store = try TemporaryFolderStore()
        try store.store.append([TrafficSample(totals, sensor: "node-1", time: Fixtures.noon)])
        let expected = SummarySample(
            packets: 6, octets: UInt64(Int64.max), newFlows: 1, tcpPackets: 2, udpPackets: 3, icmpPackets: 4)
        let found = try store.store.allSamples()
        #expect(found.map(\.content) == [.summary(expected)])
        #expect(found.map(\.windowSeconds) == [1])
    }

    @Test func aRefusedSampleTakesItsWholeBatchBack() throws {
        let store = try TemporaryFolderStore()
        try store.store.append([Fixtures.summary()])
        let before = try store.store.contents()
        let batch = [Fixtures.summary(at: 1), Fixtures.verdict("198.51.100.9", score: .nan), Fixtures.summary(at: 2)]
        let error = #expect(throws: StoreError.self) { try store.store.append(batch) }
        guard case .refused(let reason) = error else { throw try #require(error) }
        #expect(reason.contains("CHECK"))
        #expect(try store.store.contents() == before)
    }

    @Test func pagesGoOnWhereTheLastEnded() throws {
        let store = try TemporaryFolderStore()
        // Several at one instant, stored in no order of time.
        let given = (0..<50).map { Fixtures.summary(at: Int64(($0 * 7) % 10), packets: UInt64($0)) }
        try store.store.append(given)
        for order in SampleQuery.Order.allCases {
            var query = SampleQuery()
            query.order = order
            let whole = try store.store.samples(matching: query)
            var paged: [TrafficSample] = []
            query.limit = 7
            while true {
                let page = try store.store.samples(matching: query)
                paged += page
                guard page.count == 7 else { break }
                query.after = page.last?.key
                // What comes and goes elsewhere must not move the pages.
                if paged.count == 14 { try store.store.append([Fixtures.summary(at: order == .ascending ? -1 : 99)]) }
            }
            #expect(paged == whole)
            #expect(paged.compactMap(\.id).count == Set(paged.compactMap(\.id)).count)
        }
    }

    @Test func streamingStopsWhenTheReaderFails() throws {
        struct Enough: Error {}
        let store = try TemporaryFolderStore()
        try store.store.append((0..<2_500).map { Fixtures.summary(at: $0) })
        var seen = 0
        #expect(throws: Enough.self) {
            try store.store.forEachSample(matching: SampleQuery()) { _ in
                seen += 1
                if seen == 1_500 { throw Enough() }
            }
        }
        #expect(seen == 1_500)
        #expect(try store.store.allSamples().count == 2_500)
    }
}

/// A store in a folder that goes with it.
struct TemporaryFolderStore {
    let folder: TemporaryFolder
    let store: DataStore

    init(_ change: (inout DataStore.Configuration) -> Void = { _ in }) throws {
        folder = try TemporaryFolder()
        store = try folder.store(change)
    }
}
