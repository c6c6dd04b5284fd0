import Detection
import Features
import Packets

/// Seeded windows of ordinary hosts: a skewed number of flows, packets and octets that go with it.
struct NormalTraffic {
    /// Whose windows are made by hand.
    static let entity = host(0)
    private static let hosts = 50

    /// One of the hosts, or another.
    static func host(_ number: Int) -> Entity { Entity(.source, IPAddress(v4: 0x0A00_0001 + UInt32(number))) }

    private var random: SeededRandom
    private var second: Int64 = 0

    init(seed: UInt64) { random = SeededRandom(state: seed) }

    /// The next window and the second at which the baseline looks at it.
    mutating func next() -> PlayedWindows {
        // 1/u has the heavy tail of traffic; the cap keeps the extremes of any two seeds alike.
        let flows = min(60, Int(1 / Double.random(in: 0.001..<1, using: &random)))
        let packets = flows * Int.random(in: 4...40, using: &random)
        return play(
            by: Self.host(Int.random(in: 0..<Self.hosts, using: &random)),
            [
                "productive_flows": max(1, flows / 2),
                "new_flows": flows, "distinct_peers": min(flows, Int.random(in: 1...6, using: &random)),
                "forward_packets": packets,
                "reverse_packets": packets * 2, "forward_octets": packets * Int.random(in: 60...400, using: &random),
                "reverse_octets": packets * Int.random(in: 100...2_800, using: &random), "dns_questions": flows / 3,
            ])
    }

    /// A window that shows these amounts.
    mutating func play(by entity: Entity = NormalTraffic.entity, _ amounts: KeyValuePairs<String, Int>) -> PlayedWindows
    {
        second += 5
        var windows = EntityWindows(playing: entity)
        windows.play(amounts, second: second)
        return PlayedWindows(windows, second: second)
    }

    /// A baseline that learnt so many windows.
    mutating func baseline(
        _ count: Int, alarmsPerDay: Double = BaselineDetector.alarmsPerDay
    ) -> BaselineDetector {
        var baseline = BaselineDetector(alarmsPerDay: alarmsPerDay)
        for _ in 0..<count {
            let played = next()
            baseline.learn(played.windows, second: played.second)
        }
        return baseline
    }
}

/// Windows and the second at the end of which they are looked at.
final class PlayedWindows {
    let windows: EntityWindows
    let second: Int64

    init(_ windows: consuming EntityWindows, second: Int64) {
        self.windows = windows
        self.second = second
    }
}
