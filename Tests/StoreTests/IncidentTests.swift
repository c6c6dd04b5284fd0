import Detection
import Packets
import Store
import Testing

/// An incident has one sample, which is brought up to date.
@Suite struct IncidentTests {
    @Test func sampleFollowsItsIncident() throws {
        let kept = try TemporaryFolderStore()
        let store = kept.store
        try store.append([Fixtures.verdict("198.51.100.9", severity: .medium, incident: 7), Fixtures.summary()])
        let number = try #require(try store.allSamples { $0.sort = .verdict }.first?.id)
        for (state, seconds) in [(.raised, 5), (.updated, 600), (.closed, 900)] as [(Incident.State, Int64)] {
            var later = Fixtures.verdict("198.51.100.9", severity: .high, incident: 7, state: state)
            guard case .verdict(var verdict) = later.content else { return }
            verdict.incident = Fixtures.incident(7, state, at: seconds)
            later.content = .verdict(verdict)
            try store.append([later])
            let stored = try store.allSamples { $0.sort = .verdict }
            #expect(stored.count == 1 && stored.first?.id == number)
            #expect(stored.first?.unnumbered == later)
        }
    }

    @Test func otherSensorsAndIncidentsAreLeftAlone() throws {
        let kept = try TemporaryFolderStore()
        let store = kept.store
        let others = [
            Fixtures.verdict("198.51.100.9", incident: 8),
            Fixtures.verdict("198.51.100.9", sensor: "node-2", incident: 7),
            Fixtures.verdict("198.51.100.9"),
        ]
        try store.append(others)
        let closed = Fixtures.verdict("198.51.100.9", severity: .critical, incident: 7, state: .closed)
        try store.append([closed])
        #expect(try store.allSamples().map(\.unnumbered) == others + [closed], "what is not there yet is stored")
    }

    @Test func sampleThatWentComesBack() throws {
        let kept = try TemporaryFolderStore()
        let store = kept.store
        let updated = Fixtures.verdict("198.51.100.9", incident: 9, state: .updated)
        try store.append([updated])
        #expect(try store.allSamples().map(\.unnumbered) == [updated])
    }
}
