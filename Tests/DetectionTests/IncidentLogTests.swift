import Detection
import Features
import Packets
import Testing

@Suite("incidents")
struct IncidentLogTests {
    private func finding(
        _ severity: Severity = .medium, proven: Bool = false, kind: Kind = .portScan,
        action: Response.Action = .monitor,
        subject: Response.Subject = .entity, observed: Double = 20, amount: Double? = nil, strength: Double = 1,
        quiet: Int64 = 300
    ) -> Finding {
        Finding(
            kind: kind, span: .second, score: 0.999, severity: severity, rule: nil, attack: [], proofOfPath: proven,
            reasons: [Reason(feature: "new_flows", observed: observed, expected: 1)],
            response: Response(action: action, subject: subject), strength: strength, amount: amount, quiet: quiet)
    }

    private func entity(_ number: Int, role: EntityRole = .source, peer: Int = 0) -> Entity {
        Entity(role, Verdicts.address(number), peer: peer > 0 ? Verdicts.address(peer) : .unspecified)
    }

    @Test("an attack opens once, is updated every ten minutes, and closes after the quiet")
    func life() {
        let log = LogUnderTest()
        var told: [String] = []
        for second in Int64(0)..<2_000 {
            if second < 1_300, let said = log.take(finding(), of: entity(1), second: second) { told.append(said) }
            told += log.close(second: second)
        }
        #expect(told == ["opened 1", "updated 601", "updated 1201", "closed 1600"])
    }

    @Test("the peak is the greatest, the total counts no second twice, and both are told at the end")
    func peakAndTotal() throws {
        let log = LogUnderTest()
        _ = log.take(finding(observed: 100, amount: 40), of: entity(1), second: 10)
        _ = log.take(finding(observed: 160, amount: 60, strength: 2), of: entity(1), second: 11)
        // A second finding of the same second adds nothing.
        _ = log.take(finding(observed: 90, amount: 60), of: entity(1), second: 11)
        _ = log.take(finding(observed: 90, amount: 5), of: entity(1), second: 30)
        _ = log.close(second: 400)
        let incident = try #require(log.closed.first?.incident)
        #expect(incident.peak.observed == 160 && incident.peak.time == Timestamp(seconds: 12))
        #expect(incident.total == 165 && incident.seconds == 3)
        #expect(incident.opened == Timestamp(seconds: 11) && incident.last == Timestamp(seconds: 31))
        #expect(log.closed.first?.reasons.first?.observed == 160, "the reasons of the strongest finding")
    }

    @Test("what a source does to many is one incident, which counts them up to sixteen")
    func victims() {
        let log = LogUnderTest()
        let said = (0..<500).compactMap {
            log.take(finding(), of: entity(1, role: .pair, peer: 10 + $0), second: Int64($0 / 100))
        }
        #expect(said == ["opened 1"])
        _ = log.close(second: 1_000)
        #expect(log.closed.first?.incident.peers == 16)
    }

    @Test("where the other end is accused, each is an incident, and sixteen are enough")
    func accused() {
        let log = LogUnderTest()
        let beacon = finding(kind: .beaconing, subject: .peer)
        let said = (0..<100).filter { log.take(beacon, of: entity(1, role: .pair, peer: 10 + $0), second: 5) != nil }
        #expect(said.count == 16)
        #expect(log.take(beacon, of: entity(2, role: .pair, peer: 10), second: 5) != nil, "another address")
        #expect(log.close(second: 305).count == 17)
        #expect(log.take(beacon, of: entity(1, role: .pair, peer: 200), second: 306) != nil, "there is room again")
    }

    @Test("other addresses, roles and kinds are other incidents")
    func separate() {
        let log = LogUnderTest()
        #expect(log.take(finding(), of: entity(1), second: 1) != nil)
        #expect(log.take(finding(), of: entity(2), second: 1) != nil)
        #expect(log.take(finding(), of: entity(1, role: .destination), second: 1) != nil)
        #expect(log.take(finding(), of: entity(1, role: .domain, peer: 9), second: 1) != nil)
        #expect(log.take(finding(kind: .bruteForce), of: entity(1), second: 1) != nil)
        #expect(log.take(finding(), of: entity(1, role: .pair, peer: 9), second: 2) == nil, "the source's own")
        #expect(Set(log.ids).count == log.ids.count && log.ids.count == 5)
    }

    @Test("worse is said at once, milder is not")
    func severity() {
        let log = LogUnderTest()
        let severities: [Severity] = [.medium, .low, .high, .medium, .critical, .high, .critical]
        let said = severities.enumerated().map { log.take(finding($1), of: entity(1), second: Int64($0)) != nil }
        #expect(said == [true, false, true, false, true, false, false])
    }

    @Test("proof is said as soon as it is there, once")
    func proof() {
        let log = LogUnderTest()
        let said = [false, false, true, true, false].enumerated().map {
            log.take(finding(proven: $1), of: entity(1), second: Int64($0))
        }
        #expect(said == ["opened 1", nil, "raised 3", nil, nil])
    }

    @Test("a rule that only watches does not silence one that wants a block")
    func action() {
        let log = LogUnderTest()
        #expect(log.take(finding(proven: true), of: entity(1), second: 1) != nil)
        #expect(log.take(finding(action: .block), of: entity(1), second: 1) != nil)
        #expect(
            log.take(finding(proven: true, action: .block), of: entity(1), second: 2) != nil,
            "the proof is for the block")
        #expect(log.take(finding(proven: true, action: .block), of: entity(1), second: 3) == nil)
    }

    @Test("two rules of one kind, one proven and one worse, do not take turns")
    func turns() {
        let log = LogUnderTest()
        var said = 0
        for second in Int64(0)..<500 {
            if log.take(finding(.high, proven: true), of: entity(1), second: second) != nil { said += 1 }
            if log.take(finding(.critical), of: entity(1), second: second) != nil { said += 1 }
        }
        #expect(said == 2)
    }

    @Test("memory is bounded: past the bound what would close first is closed")
    func bounded() {
        let log = LogUnderTest()
        for number in 0..<(IncidentLog.capacity + 100) {
            _ = log.take(finding(quiet: number == 7 ? 60 : 600), of: entity(number), second: Int64(number / 4_096))
        }
        let closed = log.close(second: 5)
        #expect(closed.count == 100 && log.count == IncidentLog.capacity)
        #expect(log.closed.contains { $0.entity == entity(7).address }, "the one with the least time left")
        #expect(log.closed.allSatisfy { $0.time == Timestamp(seconds: 6) })
    }

    @Test("one that goes on is not closed for want of room in place of one that is quiet")
    func room() {
        let log = LogUnderTest()
        _ = log.take(finding(), of: entity(0), second: 0)
        for number in 1...IncidentLog.capacity { _ = log.take(finding(), of: entity(number), second: 10) }
        _ = log.take(finding(), of: entity(0), second: 20)
        #expect(log.close(second: 20).count == 1)
        #expect(log.closed.first?.entity == entity(1).address)
    }

    @Test("at the end all that is open is told of, in the order of opening")
    func end() {
        let log = LogUnderTest()
        for number in [5, 3, 9, 1] { _ = log.take(finding(), of: entity(number), second: 1) }
        #expect(log.closeAll(second: 2) == Array(repeating: "closed 3", count: 4))
        #expect(log.closed.map(\.entity) == [5, 3, 9, 1].map { entity($0).address })
        #expect(log.count == 0)
    }

    @Test("the ends of time do not trap")
    func extremes() {
        let log = LogUnderTest()
        for second in [Int64.min, .max, 0, .min, .max] {
            _ = log.take(finding(), of: entity(1, role: .pair, peer: 2), second: second)
            _ = log.close(second: second)
        }
        _ = log.closeAll(second: .max)
    }

    @Test("an id reads what it writes, and nothing else")
    func identifier() {
        let id = IncidentID(0xAB_CDEF)
        #expect(id.description == "0000000000abcdef" && IncidentID(id.description) == id)
        for text in ["", "abcdef", "+000000000abcdef", "000000000000000g", "00000000000000000"] {
            #expect(IncidentID(text) == nil)
        }
    }
}

/// A log that `#expect` can call: its macros cannot change a value.
private final class LogUnderTest {
    private var log = IncidentLog()
    private(set) var closed: [Verdict] = []
    private(set) var ids: [IncidentID] = []

    var count: Int { log.count }

    /// What is told, as state and second of its time.
    func take(_ finding: Finding, of entity: Entity, second: Int64) -> String? {
        let verdict = Verdict(
            time: Timestamp(seconds: second).advanced(bySeconds: 1), windowSeconds: 1, entity: entity.address,
            role: entity.role, peer: entity.peer.isUnspecified ? nil : entity.peer, kind: finding.kind, score: 0.5,
            severity: finding.severity, rule: nil, attack: [], proofOfPath: finding.proofOfPath,
            reasons: finding.reasons, response: finding.response)
        guard let told = log.take(verdict, finding, of: entity, second: second) else { return nil }
        ids.append(told.incident.id)
        return Self.text(told)
    }

    func close(second: Int64) -> [String] { keep(log.close(second: second)) }
    func closeAll(second: Int64) -> [String] { keep(log.closeAll(second: second)) }

    private func keep(_ verdicts: [Verdict]) -> [String] {
        closed += verdicts
        return verdicts.map(Self.text)
    }

    private static func text(_ verdict: Verdict) -> String {
        "\(verdict.incident.state.rawValue) \(verdict.time.nanoseconds / 1_000_000_000)"
    }
}
