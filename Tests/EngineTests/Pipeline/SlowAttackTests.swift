import Detection
import Packets
import TestSupport
import Testing

/// Attacks that take their time, and honest traffic that looks like them, through the shipped rules.
@Suite struct SlowAttackTests {
    static let client = "198.51.100.9"
    static let server = "192.0.2.10"

    /// Connections at these seconds to a port, of so many octets each way; what was said of them.
    private func stage(at times: [Double], port: UInt16, octets: (Int) -> Int) throws -> Said {
        var stage = try Stage()
        for (number, time) in times.enumerated() {
            let source = Traffic.End(Self.client, UInt16(20_000 + number))
            let payload = [UInt8](repeating: 7, count: octets(number))
            for (place, frame) in Traffic.exchange(source, .init(Self.server, port), payload: payload).enumerated() {
                stage.feed(frame, at: time + Double(place) * 0.05)
            }
        }
        stage.finish()
        return Said(verdicts: stage.verdicts, entries: stage.entries)
    }

    private struct Said {
        var verdicts: [Verdict]
        var entries: [BlacklistEntry]
        var kinds: Set<String> { Set(verdicts.map(\.kind.rawValue)) }
    }

    /// Times with a period and a share of jitter, by seed.
    private func times(_ count: Int, every period: Double, jitter: Double, seed: UInt64) -> [Double] {
        var random = SeededGenerator(seed: seed)
        var time = 10.0
        return (0..<count).map { _ in
            time += period * (1 + Double.random(in: -jitter...jitter, using: &random))
            return time
        }
    }

    @Test func oneGuessInFiveMinutesIsNamedAndNotBlocked() throws {
        let said = try stage(at: times(16, every: 300, jitter: 0.9, seed: 1), port: 22) { _ in 1_200 }
        let verdicts = said.verdicts.filter { $0.kind.rawValue == "brute-force" }
        #expect(verdicts.contains { $0.rule == "brute-force-slow" && $0.proofOfPath && $0.severity == .medium })
        #expect(verdicts.allSatisfy { $0.entity.description == Self.client && $0.severity != .high })
        #expect(!said.entries.contains { $0.action == .block }, "a job with a broken key looks the same")
    }

    @Test func fiveGuessesOverTwentyMinutesAreSuspected() throws {
        let said = try stage(at: times(5, every: 300, jitter: 0, seed: 1), port: 22) { _ in 1_200 }
        #expect(said.verdicts.map(\.rule) == ["brute-force-suspected"])
        #expect(said.entries.isEmpty)
    }

    @Test func oneGuessInTenSecondsIsBlocked() throws {
        let said = try stage(at: times(40, every: 10, jitter: 0.3, seed: 1), port: 22) { _ in 1_200 }
        #expect(said.entries.contains { $0.action == .block && $0.prefix.description.hasPrefix(Self.client) })
    }

    @Test func whoGetsInNowAndThenGuessesNothing() throws {
        let said = try stage(at: times(60, every: 300, jitter: 0.9, seed: 2), port: 22) { $0 % 3 == 2 ? 9_000 : 1_200 }
        #expect(!said.kinds.contains("brute-force"))
    }

    @Test func aLookAtTheBannerEveryFiveMinutesIsNoGuess() throws {
        let said = try stage(at: times(60, every: 300, jitter: 0.9, seed: 3), port: 22) { _ in 40 }
        #expect(!said.kinds.contains("brute-force"))
    }

    @Test(arguments: [(20.0, 40), (300, 40), (3_600, 40), (86_400, 20)])
    func aBeaconWithAThirdOfJitterIsNamed(period: Double, visits: Int) throws {
        for seed in 1...3 as ClosedRange<UInt64> {
            let said = try stage(at: times(visits, every: period, jitter: 0.3, seed: seed), port: 443) { _ in 300 }
            #expect(said.kinds.contains("beaconing"), "every \(period) s, seed \(seed)")
        }
    }

    @Test func visitsAtRandomAreNoBeacon() throws {
        var random = SeededGenerator(seed: 4)
        var time = 10.0
        let times = (0..<80).map { _ in
            // The shorter of many: as good as exponential.
            time += 3_000 * (0..<50).map { _ in Double.random(in: 0...1, using: &random) }.reduce(1, min)
            return time
        }
        let said = try stage(at: times, port: 443) { _ in 300 }
        #expect(!said.kinds.contains("beaconing"))
    }
}
