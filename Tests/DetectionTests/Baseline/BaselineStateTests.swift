import Detection
import Testing

@Suite("saved baselines")
struct BaselineStateTests {
    @Test("one that is restored goes on as the one that was saved")
    func roundTrip() {
        var traffic = NormalTraffic(seed: 31)
        let saved = traffic.baseline(20_000)
        var restored = BaselineDetector()
        let isTaken = restored.restore(saved.encoded)
        #expect(isTaken)
        #expect(restored.encoded == saved.encoded)
        for size in [1, 10, 100, 50_000] {
            let played = traffic.play(["productive_flows": 1, "new_flows": size, "forward_octets": size * 900])
            #expect(saved.score(of: played.windows) == restored.score(of: played.windows))
            let found = (
                saved.findings(in: played.windows, second: played.second),
                restored.findings(in: played.windows, second: played.second)
            )
            #expect(found.0.count == found.1.count && found.0.map(\.reasons) == found.1.map(\.reasons))
        }
    }

    @Test("what is cut, changed or another's is refused, and nothing changes")
    func refused() {
        var traffic = NormalTraffic(seed: 32)
        let saved = traffic.baseline(3_000).encoded
        var baseline = BaselineDetector()
        let before = baseline.encoded
        for count in stride(from: 0, to: saved.count, by: 4_999) {
            let taken = baseline.restore(Array(saved.prefix(count)))
            #expect(!taken)
        }
        let longer = baseline.restore(saved + [0])
        #expect(!longer)
        var other = BaselineDetector(alarmsPerDay: 30)
        let wanted = other.restore(saved)
        #expect(!wanted, "its thresholds are for another number of alarms")
        #expect(baseline.encoded == before)
    }

    @Test("counts so great that what is learnt would overflow them are refused")
    func greatCounts() {
        let empty = BaselineDetector().encoded
        // Behind version, names and windows learnt: the first count of the first histogram.
        let place = 1 + BaselineDetector.watchedNames.reduce(0) { $0 + 8 + $1.utf8.count } + 4 * 8
        for (octet, isTaken) in [(2, true), (3, false), (7, false)] {
            var bytes = empty
            bytes[place + octet] = 1
            var baseline = BaselineDetector()
            let taken = baseline.restore(bytes)
            #expect(taken == isTaken, "2^\(octet * 8)")
        }
    }

    @Test("bytes that anybody may have written do not trap")
    func hostile() {
        var traffic = NormalTraffic(seed: 33)
        let saved = traffic.baseline(3_000).encoded
        var random = SeededRandom(state: 34)
        for _ in 0..<300 {
            var bytes = saved
            for _ in 0..<Int.random(in: 1...40, using: &random) {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            var baseline = BaselineDetector()
            guard baseline.restore(bytes) else { continue }
            let played = traffic.next()
            _ = baseline.findings(in: played.windows, second: played.second)
            baseline.learn(played.windows, second: played.second)
        }
    }
}
