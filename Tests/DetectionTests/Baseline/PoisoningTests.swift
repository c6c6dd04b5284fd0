import Detection
import Features
import Packets
import Testing

/// Who would teach the baseline that an attack is usual.
@Suite("poisoned baselines")
struct PoisoningTests {
    private static let attacker = NormalTraffic.host(999)

    private func flows(_ count: Int, by entity: Entity, _ traffic: inout NormalTraffic) -> PlayedWindows {
        traffic.play(
            by: entity,
            [
                "productive_flows": 1, "new_flows": count, "distinct_peers": min(count, 5_000),
                "forward_packets": count * 8, "forward_octets": count * 1_000,
            ])
    }

    private func isAnomaly(_ baseline: inout BaselineDetector, _ played: PlayedWindows) -> Bool {
        !baseline.findings(in: played.windows, second: played.second).isEmpty
    }

    @Test("a host that grows by one part in fifty a minute is noticed long before it is a hundred times the others")
    func slowGrowth() {
        var traffic = NormalTraffic(seed: 21)
        var baseline = traffic.baseline(40_000)
        var size = 10.0
        var noticed: Double?
        while size < 60_000 {
            for _ in 0..<11 {
                let played = traffic.next()
                baseline.learn(played.windows, second: played.second)
            }
            let played = flows(Int(size), by: Self.attacker, &traffic)
            if isAnomaly(&baseline, played) { noticed = noticed ?? size }
            baseline.learn(played.windows, second: played.second)
            size *= 1.02
        }
        // The greatest that the ordinary hosts do is sixty.
        #expect(noticed.map { $0 < 6_000 } ?? false, "noticed at \(noticed ?? .infinity)")
        let still = flows(60_000, by: Self.attacker, &traffic)
        #expect(isAnomaly(&baseline, still), "what a single host shows never becomes usual")
        let other = flows(60_000, by: NormalTraffic.host(7), &traffic)
        #expect(isAnomaly(&baseline, other), "nor for others")
    }

    @Test("forged sources that flood the learning phase teach nothing")
    func floodedStart() {
        var clean = NormalTraffic(seed: 22)
        var flooded = NormalTraffic(seed: 22)
        let honest = clean.baseline(40_000)
        var baseline = BaselineDetector()
        for number in 0..<40_000 {
            let played = flooded.next()
            baseline.learn(played.windows, second: played.second)
            if number < 5_000 {
                for forged in 0..<4 {
                    var windows = EntityWindows(playing: NormalTraffic.host(1_000 + number * 4 + forged))
                    windows.play(["new_flows": 5_000, "forward_packets": 40_000], second: played.second)
                    baseline.learn(windows, second: played.second)
                }
            }
        }
        for size in [5, 20, 60, 5_000] {
            let played = flows(size, by: Self.attacker, &clean)
            let (left, right) = (honest.score(of: played.windows), baseline.score(of: played.windows))
            #expect(abs(left - right) < 0.001, "\(size): \(left) and \(right)")
        }
        let outlier = flows(5_000, by: Self.attacker, &flooded)
        #expect(isAnomaly(&baseline, outlier))
    }

    @Test("attackers among the first windows, one in twenty, do not hide the next one", arguments: UInt64(23)...25)
    func dirtyStart(_ seed: UInt64) {
        var traffic = NormalTraffic(seed: seed)
        var baseline = BaselineDetector()
        for number in 0..<40_000 {
            let isAttack = number < 2_000 && number % 20 == 0
            let played = isAttack ? flows(3_000, by: NormalTraffic.host(999 + number % 2), &traffic) : traffic.next()
            baseline.learn(played.windows, second: played.second)
        }
        let next = flows(3_000, by: NormalTraffic.host(77), &traffic)
        #expect(isAnomaly(&baseline, next))
    }

    @Test("what three hosts of many show is usual after a while")
    func newNormal() {
        var traffic = NormalTraffic(seed: 26)
        var baseline = traffic.baseline(40_000)
        let before = flows(400, by: NormalTraffic.host(1), &traffic)
        let rare = baseline.score(of: before.windows)
        for number in 0..<40_000 {
            let played =
                number % 10 == 0 ? flows(400, by: NormalTraffic.host(number / 10 % 25), &traffic) : traffic.next()
            baseline.learn(played.windows, second: played.second)
        }
        let after = flows(400, by: NormalTraffic.host(1), &traffic)
        #expect(rare > 0.999 && baseline.score(of: after.windows) < 0.97)
        #expect(!isAnomaly(&baseline, after))
    }
}
