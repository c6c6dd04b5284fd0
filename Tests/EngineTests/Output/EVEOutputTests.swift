import TestSupport
import Testing

/// `weir analyze --format eve`: what collectors of Suricata's EVE take for granted.
@Suite struct EVEOutputTests {
    static let outcome = Result {
        try Program.run(["analyze", "--format", "eve", "--flows", "--separately"] + SampleCapture.all.map(\.path))
    }

    @Test func everyLineIsAnAlertOrAFlowWithATimestampOfSuricatasForm() throws {
        let form = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+0000/
        var types: Set<String> = []
        for line in try Self.outcome.get().lines {
            let object = try JSONText.object(line)
            #expect(JSONText.keys(line).prefix(2) == ["timestamp", "event_type"])
            let time = try #require(object["timestamp"] as? String)
            #expect(try form.wholeMatch(in: time) != nil, "\(time)")
            types.insert(try #require(object["event_type"] as? String))
        }
        #expect(types == ["alert", "flow"])
    }

    @Test func anAlertHasWhatSuricatasHas() throws {
        let lines = try Self.outcome.get().lines
        let alerts = lines.filter { $0.contains("\"event_type\":\"alert\"") }
        #expect(alerts.count > 30)
        for line in alerts {
            let object = try JSONText.object(line)
            #expect(object["src_ip"] != nil || object["dest_ip"] != nil)
            let alert = try #require(object["alert"] as? [String: Any])
            let number = try #require(alert["signature_id"] as? Int)
            #expect((9_000_000..<9_000_100).contains(number))
            #expect(alert["gid"] as? Int == 1)
            #expect(alert["action"] as? String == "allowed")
            #expect((1...3).contains(try #require(alert["severity"] as? Int)))
            #expect((alert["signature"] as? String)?.hasPrefix("Weir ") == true)
            let context = try #require(alert["context"] as? [String: Any])
            let words = try #require(context["weir"] as? [String: Any])
            #expect(words["kind"] as? String == alert["category"] as? String)
        }
    }

    @Test func aFlowHasItsEndsAndCounts() throws {
        for line in try Self.outcome.get().lines where line.contains("\"event_type\":\"flow\"") {
            let object = try JSONText.object(line)
            let flow = try #require(object["flow"] as? [String: Any])
            #expect(object["src_ip"] is String && object["dest_ip"] is String && object["proto"] is String)
            #expect((object["community_id"] as? String)?.hasPrefix("1:") == true)
            let packets = ["pkts_toserver", "pkts_toclient"].compactMap { flow[$0] as? Int }
            // One of them is 0 where only one side was seen.
            #expect(packets.count == 2 && packets.reduce(0, +) > 0, "\(line)")
            #expect(try #require(flow["start"] as? String) <= #require(flow["end"] as? String))
        }
    }
}
