import Detection
import Packets
import TestSupport
import Testing

/// The smallest traffic of some kinds of attack, frame by frame, through the shipped rules.
@Suite struct AttackTests {
    static let attacker = "198.51.100.9"
    static let server = "192.0.2.10"

    /// Tries so many ports, each of which is refused.
    private static func scan(_ ports: Int, _ stage: inout Stage) {
        for port in 0..<ports {
            for frame in Traffic.refusal(.init(attacker, 40_000), .init(server, UInt16(1_000 + port))) {
                stage.feed(frame, at: 10 + Double(port) / 100)
            }
        }
    }

    @Test func aPortScanNamesScannerAndTarget() throws {
        var stage = try Stage()
        Self.scan(60, &stage)
        stage.finish()
        #expect(stage.kinds == ["port-scan"])
        // A suspicion at first, and raised before the second is over.
        let verdict = try #require(stage.verdicts.last)
        #expect(verdict.entity.description == Self.attacker)
        #expect(verdict.peer?.description == Self.server)
        #expect(verdict.rule == "tcp-port-scan" && verdict.severity == .high)
        #expect(verdict.time <= Stage.time(12), "at the end of the second or the next")
        #expect(!verdict.proofOfPath)
        #expect(stage.entries.map(\.action) == [.monitor], "anybody can send these SYNs in another's name")
    }

    @Test func aFewRefusalsAreNoScan() throws {
        var stage = try Stage()
        Self.scan(5, &stage)
        stage.finish()
        #expect(stage.verdicts == [])
    }

    @Test func someRefusalsAreASuspicionAndNoMore() throws {
        var stage = try Stage()
        Self.scan(9, &stage)
        stage.finish()
        #expect(stage.verdicts.map(\.severity) == [.low] && stage.entries.isEmpty)
    }

    @Test func aSweepNamesTheSweeper() throws {
        var stage = try Stage()
        for host in 1...80 {
            let target = Traffic.End("192.0.2.\(host)", 22)
            stage.feed(Traffic.refusal(.init(Self.attacker, 40_000), target)[0], at: 10 + Double(host) / 50)
        }
        stage.finish()
        #expect(stage.kinds == ["host-sweep"])
        #expect(stage.verdicts.first?.entity.description == Self.attacker)
    }

    @Test func aLiarAboutAnAddressIsTold() throws {
        var stage = try Stage()
        let gateway = "192.0.2.1"
        for second in 0..<30 {
            let time = Double(10 + second)
            stage.feed(Traffic.arpReply(gateway, at: 0x02_AA, to: Self.server, targetMAC: 0x02_10), at: time)
            stage.feed(Traffic.arpReply(gateway, at: 0x02_BB, to: Self.server, targetMAC: 0x02_10), at: time + 0.5)
        }
        stage.finish()
        #expect(stage.kinds == ["arp-spoof"])
        #expect(stage.verdicts.first?.entity.description == gateway)
        #expect(stage.entries == [], "the gateway is the one that is impersonated")
    }

    @Test(arguments: [true, false])
    func oneHardwareAddressWithManyAddressesStarvesServers(_ isOne: Bool) throws {
        var stage = try Stage()
        for client in 1...60 {
            var request = [UInt8](repeating: 0, count: 240)
            request.replaceSubrange(0..<3, with: [1, 1, 6])
            request[33] = isOne ? 9 : UInt8(client)
            let frame = Traffic.udp(.init("192.0.2.\(client)", 68), .init("203.0.113.\(client)", 67), payload: request)
            stage.feed(frame, at: 10 + Double(client) / 10)
        }
        stage.finish()
        #expect(stage.verdicts.map(\.rule) == (isOne ? ["dhcp-flood-addresses"] : []))
        #expect(stage.verdicts.map(\.entity.description) == (isOne ? ["192.0.2.1"] : []))
        #expect(stage.entries.isEmpty)
    }

    @Test func aTunnelInNamesIsTold() throws {
        var stage = try Stage()
        let client = Traffic.End("192.0.2.30", 50_000)
        let resolver = Traffic.End("192.0.2.53", 53)
        for number in 0..<80 {
            let label =
                "x" + String(UInt64(number + 1) &* 0x9E37_79B9_7F4A_7C15, radix: 32)
                + "abcdefghijklmnopqrstuvwxyz012345"
            let labels = [label, "tunnel", "example", "com"]
            let question = Frames.dns(labels, type: 10, identifier: UInt16(number))
            let answer = Frames.dns(labels, type: 10, identifier: UInt16(number), flags: 0x8180)
            stage.feed(Traffic.udp(client, resolver, payload: question), at: 10 + Double(number) / 4)
            stage.feed(Traffic.udp(resolver, client, payload: answer), at: 10.01 + Double(number) / 4)
        }
        stage.finish()
        #expect(stage.kinds.contains("dns-tunnel"))
        let verdict = try #require(stage.verdicts.first { $0.kind == .dnsTunnel })
        #expect(verdict.entity.description == "192.0.2.30")
        #expect(!stage.entries.contains { $0.action == .block })
    }

    @Test func guessedPasswordsOverProvenPathsAreBlocked() throws {
        var stage = try Stage()
        Self.guessPasswords(&stage)
        stage.finish()
        #expect(stage.kinds == ["brute-force"])
        #expect(stage.verdicts.allSatisfy { $0.proofOfPath })
        let entry = try #require(stage.entries.first)
        #expect(entry.action == .block && entry.address == Self.attacker && !entry.simulated)
        #expect(entry.expiresAt == entry.createdAt.advanced(bySeconds: 600), "the first block lasts ten minutes")
        #expect(stage.entries.count == 1)
    }

    @Test func ordinaryVisitsAreNothing() throws {
        var stage = try Stage()
        for visit in 0..<200 {
            let visitor = Traffic.End("203.0.113.\(visit % 50 + 1)", UInt16(40_000 + visit))
            for (step, frame) in Traffic.exchange(visitor, .init(Self.server, 443)).enumerated() {
                stage.feed(frame, at: 10 + Double(visit) / 2 + Double(step) / 100)
            }
        }
        stage.finish()
        #expect(stage.verdicts == [])
        #expect(stage.flows == 200)
    }

    /// Sixteen sessions with an SSH server, as short as a failed login, one every two seconds.
    static func guessPasswords(_ stage: inout Stage, from start: Double = 10) {
        for attempt in 0..<16 {
            let source = Traffic.End(attacker, UInt16(41_000 + attempt))
            let frames = Traffic.exchange(source, .init(server, 22), payload: [UInt8](repeating: 0x53, count: 1_000))
            for (step, frame) in frames.enumerated() {
                stage.feed(frame, at: start + Double(attempt) * 2 + Double(step) / 10)
            }
        }
    }
}
