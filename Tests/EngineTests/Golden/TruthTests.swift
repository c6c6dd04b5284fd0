import Engine
import Packets
import Testing

/// What Weir says of the sample captures is true: the index says who did what, since a script did it.
@Suite struct TruthTests {
    /// Kinds of verdicts that name an attack rightly, by the index's word for it.
    static let fittingKinds: [String: Set<String>] = [
        "scan_syn": ["port-scan", "host-sweep"], "scan_connect": ["port-scan", "host-sweep"],
        "scan_udp": ["port-scan", "host-sweep"], "scan_stealth_flags": ["port-scan", "host-sweep"],
        "scan_vuln": ["port-scan", "host-sweep", "brute-force", "connection-flood"],
        "scan_sweep": ["host-sweep", "port-scan"], "flood_syn": ["syn-flood"], "flood_udp": ["udp-flood"],
        "flood_icmp": ["icmp-flood"], "amp_dns": ["reflection-amplification"], "http_slow": ["slow-dos"],
        "http_flood": ["connection-flood"], "brute_ssh": ["brute-force"], "brute_ftp": ["brute-force"],
        "c2_beacon": ["beaconing"], "dns_tunnel": ["dns-tunnel"], "icmp_exfil": ["exfiltration", "icmp-tunnel"],
        "exfiltration": ["exfiltration"], "arp_spoof": ["arp-spoof"],
    ]
    /// Of these the other end is the attacker's, too.
    static let twoSided: Set<String> = ["c2_beacon", "dns_tunnel", "icmp_exfil"]

    @Test(arguments: SampleCapture.all.filter { $0.label == "attack" })
    func anAttackIsNamedAndOnlyItsAuthorBlocked(_ capture: SampleCapture) throws {
        let events = try Self.events(capture)
        let kinds = try #require(Self.fittingKinds[capture.kind], "name the kinds that fit \(capture.kind)")
        let everyone = Self.prefixes(capture.attackers) + Self.prefixes(capture.victims)
        let verdicts = events.filter { $0["event"] as? String == "verdict" }
        let named = verdicts.filter { verdict in
            kinds.contains(verdict["kind"] as? String ?? "")
                && ["entity", "peer"].contains { Self.lies(verdict[$0], in: everyone) }
        }
        #expect(!named.isEmpty, "said only \(verdicts.map { "\($0["kind"] ?? "") \($0["entity"] ?? "")" })")
        let isForged = ["spoof", "reflectors"].contains { capture.attackers.contains($0) }
        let guilty =
            isForged
            ? []
            : Self.prefixes(capture.attackers)
                + (Self.twoSided.contains(capture.kind) ? Self.prefixes(capture.victims) : [])
        let wronged = Self.blocked(events).filter { !Self.lies($0, in: guilty) }
        #expect(wronged.isEmpty)
    }

    @Test(arguments: SampleCapture.all.filter { $0.label == "benign" })
    func nothingLoudIsSaidOfBenignTrafficAndNobodyBlocked(_ capture: SampleCapture) throws {
        let events = try Self.events(capture)
        let loud = events.filter { ["high", "critical"].contains($0["severity"] as? String) }
        #expect(loud.map { "\($0["kind"] ?? "") \($0["entity"] ?? "")" } == [])
        #expect(Self.blocked(events) == [])
    }

    @Test func anAttackerWhoseHandshakesProveThePathIsBlocked() throws {
        let blocked = try SampleCapture.all.filter { $0.label == "attack" }.filter { capture in
            try !Self.blocked(Self.events(capture)).isEmpty
        }
        // Never to block would pass the tests above.
        #expect(blocked.count >= 5, "only \(blocked)")
    }

    private static func events(_ capture: SampleCapture) throws -> [[String: Any]] {
        try GoldenTests.said(of: capture).split(separator: "\n").map { try JSONText.object(String($0)) }
    }

    private static func blocked(_ events: [[String: Any]]) -> [String] {
        events.filter { $0["event"] as? String == "blacklist" && $0["action"] as? String == "block" }
            .compactMap { $0["ip"] as? String }
    }

    /// The addresses and blocks in a cell of the index; 203.0.113.61-66 is a range.
    private static func prefixes(_ cell: String) -> [IPPrefix] {
        cell.split { " (),".contains($0) }.flatMap { word -> [IPPrefix] in
            let ends = word.split(separator: "-")
            if ends.count == 2, let last = Int(ends[1]), let dot = ends[0].lastIndex(of: "."),
                let first = Int(ends[0][ends[0].index(after: dot)...]), first <= last
            {
                return (first...last).compactMap { IPPrefix("\(ends[0][...dot])\($0)") }
            }
            return IPPrefix(word).map { [$0] } ?? []
        }
    }

    private static func lies(_ address: Any?, in prefixes: [IPPrefix]) -> Bool {
        guard let text = address as? String, let address = IPAddress(text) else { return false }
        return prefixes.contains { $0.contains(address) }
    }
}
