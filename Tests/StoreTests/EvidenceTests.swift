import Packets
import Store
import Testing

/// The packets of verdicts lie beside their samples and go with them.
@Suite struct EvidenceTests {
    @Test func packetsAreFoundByTheNumberOfTheirSample() throws {
        let kept = try TemporaryFolderStore()
        let store = kept.store
        let samples = [
            Fixtures.verdict("198.51.100.9"), Fixtures.verdict("198.51.100.9", peer: nil),
            Fixtures.verdict("198.51.100.9", kind: .synFlood), Fixtures.verdict("198.51.100.9", sensor: "node-2"),
        ]
        try store.append([Fixtures.summary()] + samples)
        // In another order than they were stored in.
        for (place, sample) in samples.enumerated().reversed() {
            #expect(try store.append(evidence: [UInt8(place), 1, 2], of: sample))
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
        let sample = Fixtures.verdict("198.51.100.9")
        #expect(try !store.append(evidence: [1], of: sample))
        try store.append([sample, Fixtures.summary()])
        #expect(try store.append(evidence: [1], of: sample))
        #expect(try !store.append(evidence: [2], of: sample))
        #expect(try !store.append(evidence: [1], of: Fixtures.summary()))
        #expect(try !store.append(evidence: [1], of: Fixtures.verdict("198.51.100.9", at: 1)))
        let summary = try #require(try store.allSamples { $0.sort = .summary }.first?.id)
        #expect(try store.evidence(ofSample: summary) == nil && store.evidence(ofSample: 99) == nil)
    }

    @Test func twoVerdictsThatLookTheSameHaveTheirOwn() throws {
        let kept = try TemporaryFolderStore()
        let store = kept.store
        let sample = Fixtures.verdict("198.51.100.9")
        try store.append([sample, sample])
        for octet in [1, 2] as [UInt8] { #expect(try store.append(evidence: [octet], of: sample)) }
        let found = try store.allSamples().compactMap { try store.evidence(ofSample: $0.id ?? 0)?.pcapng.first }
        #expect(found == [1, 2])
    }

    @Test func packetsGoWithTheirSamplesAndBeyondTheirShareWithoutThem() throws {
        let kept = try TemporaryFolderStore {
            $0.maximumBytes = 16 << 20
            $0.sampleAge = 100
        }
        let store = kept.store
        let samples = (0..<60).map { Fixtures.verdict("198.51.100.9", at: $0) }
        try store.append(samples)
        let octets = Array(repeating: UInt8(7), count: 128 << 10)
        for sample in samples { #expect(try store.append(evidence: octets, of: sample)) }
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
