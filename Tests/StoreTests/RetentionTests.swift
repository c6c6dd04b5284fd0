import Detection
import GRDB
import Packets
import Store
import Testing

@Suite struct RetentionTests {
    @Test func theOldGoByAge() throws {
        let store = try TemporaryFolderStore {
            $0.sampleAge = 1_000
            $0.retentionBatch = 7
        }
        try store.store.append((0..<100).map { Fixtures.summary(at: Int64($0) * 10) })
        try store.store.append((0..<100).map { Fixtures.verdict("198.51.100.9", at: Int64($0) * 10) })
        let report = try store.store.retain(now: Fixtures.noon.advanced(bySeconds: 1_500))
        #expect(report.deletedByAge == 100 && report.deletedBySize == 0)
        let left = try store.store.allSamples()
        #expect(left.count == 100)
        #expect(left.first?.time == Fixtures.noon.advanced(bySeconds: 500))
        try store.store.append([Fixtures.summary(at: 5_000)])
        #expect(try store.store.allSamples().last?.id == 201)
    }

    @Test func theOldestGoBySizeAndTheFileShrinks() throws {
        let store = try TemporaryFolderStore {
            $0.sampleAge = 1_000_000
            $0.maximumBytes = 1 << 20
            $0.retentionBatch = 500
        }
        // The newest first, so that the oldest are not those stored first.
        try store.store.append((0..<20_000).reversed().map { Fixtures.verdict("198.51.100.9", at: $0) })
        try store.store.apply(Fixtures.entry("198.51.100.9"), by: "policy")
        let report = try store.store.retain(now: Fixtures.noon)
        let left = try store.store.allSamples()
        #expect(report.deletedByAge == 0 && report.deletedBySize == 20_000 - left.count && !report.isTooLarge)
        #expect(left.first?.time == Fixtures.noon.advanced(bySeconds: Int64(20_000 - left.count)))
        #expect(left.count > 500)
        #expect(report.bytes <= 1 << 20)
        #expect(try store.folder.octets().count == Int(report.bytes))
        #expect(try store.store.entries(activeAt: Fixtures.noon).count == 1)
        #expect(try store.store.allAudit().count == 1)
    }

    @Test func listsAndTrailAreKeptWhateverTheirSize() throws {
        let store = try TemporaryFolderStore { $0.maximumBytes = 4_096 }
        try store.store.append([Fixtures.summary()])
        try store.store.apply(Fixtures.entry("198.51.100.9", origin: .manual, term: nil), by: "alice")
        try store.store.allow(Fixtures.prefix("10.0.0.0/8"), reason: "pods", by: "alice")
        var before = try store.store.contents()
        let report = try store.store.retain(now: Fixtures.noon.advanced(bySeconds: 1 << 32))
        before.samples = []
        #expect(report.isTooLarge)
        #expect(try store.store.contents() == before)
    }

    @Test func blocksAreForgottenInTheEnd() throws {
        let store = try TemporaryFolderStore { $0.offenceAge = 100 }
        try store.store.apply(Fixtures.entry("198.51.100.9", term: 600), by: "policy")
        #expect(try store.store.retain(now: Fixtures.noon.advanced(bySeconds: 700)).forgottenOffences == 0)
        #expect(try store.store.offences().count == 1)
        #expect(try store.store.retain(now: Fixtures.noon.advanced(bySeconds: 701)).forgottenOffences == 1)
        #expect(try store.store.offences() == [])
    }
}
