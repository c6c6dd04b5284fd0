import Detection
import Packets
import Store
import Testing

/// The packets of verdicts lie beside their samples and go with them.
@Suite struct EvidenceTests {
    @Test func packetsAreFoundByTheNumberOfTheirSample() throws {
        let kept = try TemporaryFolderStore()
        let store = kept.store
        let samples =
            (0..<3).map { Fixtures.verdict("198.51.100.9", incident: UInt64($0)) }
            + [Fixtures.verdict("198.51.100.9", sensor: "node-2", incident: 0)]
        try store.append([Fixtures.summary()] + samples)
        // In another order than they were stored in.
        for (place, sample) in samples.enumerated().reversed() {
            let incident = IncidentID(UInt64(place % 3))
            #expect(try store.append(evidence: [UInt8(place), 1, 2], of: incident, sensor: sample.sensor))
        }
        let stored = try store.allSamples().filter { $0.unnumbered != Fixtures.summary() }
        #expect(stored.count == samples.count)
        for (place, sample) in stored.enumerated() {
            let id = try #require(sample.id)
            let evidence = try #require(try store.evidence(ofSample: id))
            #expect(Array(evidence.pcapng) == [UInt8(place), 1, 2])
            #expect(evidence.sample == sample)
        }
        #expect(try store.evidenceBytes() == 12)
    }

    @Test func packetsWithoutASampleOfTheirOwnAreRefused() throws {
        let kept = try TemporaryFolderStore()
        let store = kept.store
        let incident = IncidentID(7)
        #expect(try !store.append(evidence: [1], of: incident, sensor: "node-1"))
        try store.append([Fixtures.verdict("198.51.100.9", incident: 7), Fixtures.summary()])
        #expect(try store.append(evidence: [1], of: incident, sensor: "node-1"))
        #expect(try store.append(evidence: [2, 3], of: incident, sensor: "node-1"), "a raised incident has others")
        #expect(try store.evidenceBytes() == 2)
        #expect(try !store.append(evidence: [1], of: incident, sensor: "node-2"))
        let summary = try #require(try store.allSamples { $0.sort = .summary }.first?.id)
        #expect(try store.evidence(ofSample: summary) == nil && store.evidence(ofSample: 99) == nil)
    }

    @Test func packetsGoWithTheirSamplesAndBeyondTheirShareWithoutThem() throws {
        let kept = try TemporaryFolderStore {
            $0.maximumBytes = 16 << 20
            $0.sampleAge = 100
        }
        let store = kept.store
        let samples = (0..<60).map { Fixtures.verdict("198.51.100.9", at: $0, incident: UInt64($0)) }
        try store.append(samples)
        let octets = Array(repeating: UInt8(7), count: 128 << 10)
        for number in 0..<60 as Range<UInt64> {
            #expect(try store.append(evidence: octets, of: IncidentID(number), sensor: "node-1"))
        }
        let report = try store.retain(now: Fixtures.noon)
        // A quarter of 16 MiB is 32 of them; the oldest go in steps.
        #expect(report.deletedEvidence == 32 && report.deletedByAge == 0)
        #expect(try store.evidenceBytes() == 28 * 128 << 10)
        #expect(try store.allSamples().count == 60)
        #expect(try store.evidence(ofSample: 1) == nil && store.evidence(ofSample: 60) != nil)
        let later = try store.retain(now: Fixtures.noon.advanced(bySeconds: 150))
        #expect(later.deletedByAge == 50)
        #expect(try store.evidenceBytes() == 10 * 128 << 10)
        #expect(try store.integrityCheck() == [])
    }
}
