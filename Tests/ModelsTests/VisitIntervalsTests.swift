import Models
import Testing

@Suite("Intervals between visits")
struct VisitIntervalsTests {
    private func intervals(_ seconds: [Float]) -> VisitIntervals {
        var intervals = VisitIntervals()
        for interval in seconds { _ = intervals.append(interval) }
        return intervals
    }

    @Test("are kept within 0.4 %, from a second to years, the oldest first")
    func precision() {
        let seconds: [Float] = [1, 1.2345, 60, 299.7, 3_599, 86_399, 604_801, 1e8]
        var kept = VisitIntervals()
        // Each by itself: what is far shorter than others is no visit.
        for interval in seconds {
            kept = VisitIntervals()
            _ = kept.append(interval)
            #expect(abs(kept[0] - interval) <= interval * 0.004)
        }
        kept = intervals([10, 20, 30])
        #expect((0..<kept.count).map { kept[$0] } == [10, 20, 30])
    }

    @Test("are the last thirty-two, in seventy bytes")
    func capacity() {
        let kept = intervals((1...50).map { 100 + Float($0) })
        #expect(kept.count == 32 && kept[31] == 150)
        #expect(abs(kept[0] - 119) < 0.5)
        #expect(MemoryLayout<VisitIntervals>.size <= 70)
    }

    @Test("hold nothing that is no interval", arguments: [-1, 0, 0.5, .nan, .infinity] as [Float])
    func refused(_ seconds: Float) {
        var kept = VisitIntervals()
        let isVisit = kept.append(seconds)
        #expect(!isVisit && kept.count == 0)
    }

    @Test("take a connection soon after a visit for a part of it")
    func bursts() {
        var kept = intervals([600, 610, 590])
        let isVisit = kept.append(5)
        #expect(!isVisit && kept.count == 3)
    }

    @Test("do so no longer than the pause before says: a single one says nothing")
    func pause() {
        var kept = intervals([60, 60, 60, 60, 3_600])
        let isVisit = kept.append(60)
        #expect(isVisit && kept.count == 6)
    }
}
