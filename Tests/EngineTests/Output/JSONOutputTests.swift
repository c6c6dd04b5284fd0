import TestSupport
import Testing

/// `weir analyze --format json`: the form of its lines and their order.
@Suite struct JSONOutputTests {
    /// All samples in one run, each by itself as their times overlap; read once for all tests.
    static let outcome = Result { try Program.run(["analyze", "--format", "json", "--flows", "--separately"] + paths) }
    static let paths = SampleCapture.all.map(\.path)
    static let keys = [
        "verdict": [
            "event", "time", "window_seconds", "entity", "role", "peer", "kind", "score", "severity", "rule", "attack",
            "proof_of_path", "reasons", "incident", "state",
        ],
        "incident": [
            "event", "time", "incident", "state", "entity", "role", "peer", "kind", "score", "severity",
            "proof_of_path", "opened", "last", "seconds_with_findings", "peers", "peak", "total", "reasons",
        ],
        "blacklist": ["event", "time", "ip", "action", "reason", "origin", "score", "expires_at"],
        "flow": [
            "event", "time", "start", "end", "source", "source_port", "destination", "destination_port", "protocol",
            "community_id", "forward_packets", "forward_octets", "reverse_packets", "reverse_octets",
            "forward_tcp_flags", "reverse_tcp_flags", "tcp_state", "handshake_microseconds", "retransmissions",
            "fragments", "packet_size", "inter_arrival_seconds", "vlan", "tunnel", "tunnel_id", "proof_of_path",
            "flow_end_reason",
        ],
        "summary": [
            "event", "captures", "packets", "bytes", "flows", "windows", "verdicts", "blacklisted", "dropped", "first",
            "last", "seconds",
        ],
    ]

    @Test func everyLineIsOneObjectWithItsKeysInOrder() throws {
        let outcome = try Self.outcome.get()
        #expect(outcome.status == 0)
        #expect(outcome.errors == "")
        #expect(outcome.output.hasSuffix("}\n"))
        var seen: Set<String> = []
        for line in outcome.lines {
            let event = try #require(try JSONText.object(line)["event"] as? String)
            seen.insert(event)
            #expect(JSONText.keys(line) == Self.keys[event], "\(line)")
        }
        #expect(seen == Set(Self.keys.keys))
    }

    @Test func eventsOfACaptureComeInPacketTime() throws {
        for path in Self.paths {
            let times = try Program.run("analyze", "--format", "json", "--flows", path).lines.dropLast()
                .compactMap { try JSONText.object($0)["time"] as? String }
            // RFC 3339 in one zone and precision sorts as text.
            #expect(times == times.sorted(), "\(path)")
        }
    }

    @Test func timesAreInstantsInUTCWithMicroseconds() throws {
        let form = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z/
        for line in try Self.outcome.get().lines {
            let object = try JSONText.object(line)
            for key in ["time", "start", "end", "first", "last", "expires_at"] {
                guard let time = object[key] as? String else { continue }
                #expect(try form.wholeMatch(in: time) != nil, "\(key) \(time)")
            }
        }
    }

    @Test func theSummaryCountsWhatWasPrinted() throws {
        let outcome = try Self.outcome.get()
        let summary = try JSONText.object(try #require(outcome.lines.last))
        #expect(summary["event"] as? String == "summary")
        #expect(outcome.events("summary").count == 1)
        #expect(summary["captures"] as? Int == Self.paths.count)
        #expect(summary["verdicts"] as? Int == outcome.events("verdict").count)
        #expect(summary["blacklisted"] as? Int == outcome.events("blacklist").count)
        #expect(summary["flows"] as? Int == outcome.events("flow").count)
        #expect(summary["packets"] as? Int == 109_118, "the packets of all samples, as capinfos counts them")
    }

    @Test func withoutFlowsThereAreNone() throws {
        let outcome = try Program.run("analyze", "--format", "json", Self.paths[0])
        #expect(outcome.events("flow").isEmpty)
        #expect(!outcome.events("verdict").isEmpty)
    }
}
