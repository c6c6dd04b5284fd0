import Detection
import Features
import Packets
import Testing

@Suite("baseline")
struct BaselineDetectorTests {
    private static let outlier: KeyValuePairs = [
        "new_flows": 5_000, "forward_packets": 900_000, "forward_octets": 60_000_000,
    ]

    private static let provenOutlier: KeyValuePairs = [
        "productive_flows": 1, "new_flows": 5_000, "forward_packets": 900_000, "forward_octets": 60_000_000,
    ]

    @Test("every watched feature exists")
    func watched() {
        #expect(BaselineDetector.watched.map(\.name) == BaselineDetector.watchedNames)
    }

    @Test("the score is the share of normal windows that score lower", arguments: UInt64(1)...3)
    func calibration(_ seed: UInt64) {
        var traffic = NormalTraffic(seed: seed)
        let baseline = traffic.baseline(40_000)
        let scores = (0..<20_000).map { _ in baseline.score(of: traffic.next().windows) }
        #expect(scores.allSatisfy { (0..<1).contains($0) })
        for share in [0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.995] {
            // The least score from `share` on that was given: scores come in steps.
            let score = scores.filter { $0 >= share }.min() ?? 1
            let higher = Double(scores.count { $0 >= score }) / 20_000
            #expect(
                abs(higher - (1 - score)) < 0.01 + 0.1 * (1 - score), "score \(score), \(higher) of windows at or above"
            )
        }
    }

    @Test("it says nothing while it knows too little, and then it does")
    func warmUp() {
        var traffic = NormalTraffic(seed: 4)
        var baseline = traffic.baseline(BaselineDetector.warmUp - 1)
        let early = traffic.play(Self.outlier)
        #expect(baseline.findings(in: early.windows, second: early.second).isEmpty)
        for _ in 0..<18_000 {
            let usual = traffic.next()
            baseline.learn(usual.windows, second: usual.second)
        }
        let late = traffic.play(Self.outlier)
        #expect(baseline.findings(in: late.windows, second: late.second).count == 1)
    }

    @Test("an outlier is an anomaly with the rarest features and their medians as reasons")
    func outlier() throws {
        var traffic = NormalTraffic(seed: 5)
        let baseline = traffic.baseline(20_000)
        let played = traffic.play(Self.outlier)
        let findings = baseline.findings(in: played.windows, second: played.second)
        let finding = try #require(findings.first)
        #expect(finding.kind == .anomaly && finding.severity == .medium && finding.rule == nil && !finding.proofOfPath)
        #expect(finding.response == Response(action: .none), "a guess must not block")
        #expect((0.99..<1).contains(finding.score))
        #expect(Set(finding.reasons.map(\.feature)) == ["new_flows", "forward_packets", "forward_octets"])
        let flows = try #require(finding.reasons.first { $0.feature == "new_flows" })
        #expect(flows.observed == 5_000 && (1...2).contains(flows.expected))
    }

    @Test("ordinary windows are anomalies about as often as is wanted", arguments: [4.0, 40, 400])
    func wanted(_ alarmsPerDay: Double) {
        var traffic = NormalTraffic(seed: 6)
        var baseline = traffic.baseline(60_000, alarmsPerDay: alarmsPerDay)
        // Once in an hour of an entity is one alarm, as in an incident.
        var lastAlarm: [IPAddress: Int64] = [:]
        var alarms = 0
        let seconds = 5 * 120_000
        for _ in 0..<120_000 {
            let played = traffic.next()
            if !baseline.findings(in: played.windows, second: played.second).isEmpty {
                let address = played.windows.entity.address
                if lastAlarm[address].map({ played.second - $0 >= 3_600 }) ?? true { alarms += 1 }
                lastAlarm[address] = played.second
            }
            baseline.learn(played.windows, second: played.second)
        }
        // Sources are one of four classes.
        let wanted = alarmsPerDay / 4 * Double(seconds) / 86_400
        #expect((wanted / 3...wanted * 3).contains(Double(alarms)), "\(alarms) for \(wanted)")
    }

    @Test("roles are learnt apart")
    func roles() {
        var traffic = NormalTraffic(seed: 9)
        let baseline = traffic.baseline(1_000)
        #expect(baseline.usual("forward_packets", .source, over: .tenSeconds) ?? 0 > 0)
        for role in [EntityRole.destination, .pair, .domain] {
            #expect(baseline.usual("forward_packets", role, over: .tenSeconds) == nil)
        }
    }

    @Test("what is usual is told after two hundred windows, for its own span and features")
    func usual() {
        var traffic = NormalTraffic(seed: 10)
        #expect(traffic.baseline(BaselineDetector.usualAfter - 1).usual("new_flows", .source, over: .tenSeconds) == nil)
        let baseline = traffic.baseline(BaselineDetector.usualAfter)
        #expect((1...3).contains(baseline.usual("new_flows", .source, over: .tenSeconds) ?? 0))
        #expect(baseline.usual("new_flows", .source, over: .second) == nil)
        #expect(baseline.usual("beats", .source, over: .tenSeconds) == nil)
    }

    @Test("it looks at every fifth second only")
    func stride() {
        var traffic = NormalTraffic(seed: 11)
        let baseline = traffic.baseline(20_000)
        let played = traffic.play(Self.outlier)
        let found = (100..<110).filter { !baseline.findings(in: played.windows, second: $0).isEmpty }
        #expect(found == [100, 105])
    }

    @Test("two hundred windows of an attacker do not move what is usual")
    func poisoning() {
        var traffic = NormalTraffic(seed: 12)
        var baseline = traffic.baseline(20_000)
        let before = BaselineDetector.watchedNames.map { baseline.usual($0, .source, over: .tenSeconds) }
        for _ in 0..<200 {
            let played = traffic.play(Self.provenOutlier)
            baseline.learn(played.windows, second: played.second)
        }
        let after = BaselineDetector.watchedNames.map { baseline.usual($0, .source, over: .tenSeconds) }
        // A median at the edge of a class may go on to the next, a fifth of 1 + x further.
        for (before, after) in zip(before, after) { #expect((after ?? .infinity) <= (before ?? 0) * 1.25 + 1) }
        let usual = traffic.play(["new_flows": 2, "forward_packets": 20, "forward_octets": 2_000])
        let score = baseline.score(of: usual.windows)
        #expect(score < 0.9)
    }

    @Test(
        "counters at their maximum and the ends of time do not trap", arguments: [Int64.min, -5, 0, .max / 5 * 5, .max])
    func extremes(_ second: Int64) {
        var traffic = NormalTraffic(seed: 13)
        var baseline = traffic.baseline(BaselineDetector.warmUp)
        let played = traffic.play([
            "new_flows": .max, "forward_packets": .max, "forward_octets": .max, "reverse_octets": .max,
        ])
        let findings = baseline.findings(in: played.windows, second: second)
        baseline.learn(played.windows, second: second)
        #expect(findings.allSatisfy { (0...1).contains($0.score) && !$0.reasons.isEmpty })
    }
}
