import Detection
import Features
import Packets
import Testing

@Suite("incidents")
struct IncidentLogTests {
    private func finding(
        _ severity: Severity = .medium, proven: Bool = false, kind: Kind = .portScan, action: Response.Action = .monitor
    ) -> Finding {
        Finding(
            kind: kind, span: .second, score: 0.999, severity: severity, rule: nil, attack: [], proofOfPath: proven,
            reasons: [],
            response: Response(action: action))
    }

    private func entity(_ number: Int, role: EntityRole = .source, peer: Int = 0) -> Entity {
        Entity(role, Verdicts.address(number), peer: peer > 0 ? Verdicts.address(peer) : .unspecified)
    }

    @Test("an attack is said once, and again after ten minutes")
    func once() {
        let log = LogUnderTest()
        let said = (0...1_200).filter { log.isNews(finding(), of: entity(1), second: 1_000 + Int64($0)) }
        #expect(said == [0, 600, 1_200])
    }

    @Test("other addresses, peers, roles and kinds are other incidents")
    func separate() {
        let log = LogUnderTest()
        #expect(log.isNews(finding(), of: entity(1, role: .pair, peer: 9), second: 1))
        #expect(log.isNews(finding(), of: entity(2, role: .pair, peer: 9), second: 1))
        #expect(log.isNews(finding(), of: entity(1, role: .pair, peer: 8), second: 1))
        #expect(log.isNews(finding(), of: entity(1, role: .domain, peer: 9), second: 1))
        #expect(log.isNews(finding(kind: .bruteForce), of: entity(1, role: .pair, peer: 9), second: 1))
        #expect(!log.isNews(finding(), of: entity(1, role: .pair, peer: 9), second: 2))
    }

    @Test("worse is said at once, milder is not")
    func severity() {
        let log = LogUnderTest()
        let severities: [Severity] = [.medium, .low, .high, .medium, .critical, .high, .critical]
        let said = severities.enumerated().map { log.isNews(finding($1), of: entity(1), second: Int64($0)) }
        #expect(said == [true, false, true, false, true, false, false])
    }

    @Test("proof is said as soon as it is there, once")
    func proof() {
        let log = LogUnderTest()
        let said = [false, false, true, true, false].enumerated().map {
            log.isNews(finding(proven: $1), of: entity(1), second: Int64($0))
        }
        #expect(said == [true, false, true, false, false])
    }

    @Test("a rule that only watches does not silence one that wants a block")
    func action() {
        let log = LogUnderTest()
        #expect(log.isNews(finding(proven: true), of: entity(1), second: 1))
        #expect(log.isNews(finding(action: .block), of: entity(1), second: 1))
        #expect(
            log.isNews(finding(proven: true, action: .block), of: entity(1), second: 2), "the proof is for the block")
        #expect(!log.isNews(finding(proven: true, action: .block), of: entity(1), second: 3))
    }

    @Test("two rules of one kind, one proven and one worse, do not take turns")
    func turns() {
        let log = LogUnderTest()
        var said = 0
        for second in Int64(0)..<500 {
            if log.isNews(finding(.high, proven: true), of: entity(1), second: second) { said += 1 }
            if log.isNews(finding(.critical), of: entity(1), second: second) { said += 1 }
        }
        #expect(said == 2)
    }

    @Test("one address brings sixteen verdicts of a kind in ten minutes, however many its peers")
    func peers() {
        let log = LogUnderTest()
        let said = (0..<500).filter {
            log.isNews(finding(), of: entity(1, role: .pair, peer: 10 + $0), second: Int64($0))
        }
        #expect(said.count == 16)
        #expect(log.isNews(finding(), of: entity(2, role: .pair, peer: 10), second: 500), "another address")
        #expect(
            log.isNews(finding(kind: .bruteForce), of: entity(1, role: .pair, peer: 10), second: 500), "another kind")
        let later = (0..<100).filter {
            log.isNews(finding(), of: entity(1, role: .pair, peer: 1_000 + $0), second: 600)
        }
        #expect(later.count == 16)
    }

    @Test("past the bound, proof and worse are still said, once for the address")
    func pastTheBound() {
        let log = LogUnderTest()
        for peer in 0..<100 { _ = log.isNews(finding(), of: entity(1, role: .pair, peer: 10 + peer), second: 1) }
        #expect(log.isNews(finding(proven: true), of: entity(1, role: .pair, peer: 500), second: 2))
        #expect(!log.isNews(finding(proven: true), of: entity(1, role: .pair, peer: 501), second: 2))
        #expect(log.isNews(finding(.critical), of: entity(1, role: .pair, peer: 502), second: 2))
        #expect(!log.isNews(finding(.critical), of: entity(1, role: .pair, peer: 503), second: 2))
    }

    @Test("memory is bounded, and what was said lately is still known")
    func bounded() {
        let log = LogUnderTest()
        for number in 0..<300_000 {
            #expect(log.isNews(finding(), of: entity(number), second: 1))
            if log.count > IncidentLog.capacity { break }
        }
        #expect(log.count <= IncidentLog.capacity)
        #expect(!log.isNews(finding(), of: entity(299_999), second: 2))
        #expect(!log.isNews(finding(), of: entity(299_999 - IncidentLog.capacity / 2 + 1), second: 2))
    }

    @Test("the ends of time do not trap")
    func extremes() {
        let log = LogUnderTest()
        for second in [Int64.min, .max, 0, .min, .max] {
            _ = log.isNews(finding(), of: entity(1, role: .pair, peer: 2), second: second)
        }
    }
}

/// A log that `#expect` can call: its macros cannot change a value.
private final class LogUnderTest {
    private var log = IncidentLog()

    var count: Int { log.count }

    func isNews(_ finding: Finding, of entity: Entity, second: Int64) -> Bool {
        log.isNews(finding, of: entity, second: second)
    }
}
