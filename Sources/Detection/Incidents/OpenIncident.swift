import Features
import Packets

/// An incident that goes on, and what was said of it.
struct OpenIncident: Sendable {
    /// Place in the order in which incidents opened.
    let place: UInt64
    /// What there is to say: as loud as the loudest finding, with the reasons of the strongest.
    private var verdict: Verdict
    private var strength: Double
    private var said = Loudness()
    private var saidAt: Int64
    private var lastSecond: Int64
    private var quiet: Int64
    private var peers: [IPAddress] = []

    init(_ verdict: Verdict, _ finding: Finding, id: IncidentID, place: UInt64, second: Int64) {
        self.place = place
        self.verdict = verdict
        strength = finding.strength
        quiet = finding.quiet
        (saidAt, lastSecond) = (second, second)
        if let peer = verdict.peer { peers = [peer] }
        let lead = finding.reasons.first
        self.verdict.incident = Incident(
            id: id, opened: verdict.time, last: verdict.time, peers: peers.count,
            peak: Incident.Peak(feature: lead?.feature ?? "", observed: lead?.observed ?? 0, time: verdict.time),
            total: finding.amount == nil ? nil : lead?.observed)
        said.include(finding)
    }

    /// The second at whose end it closes, unless something is found before.
    var closes: Int64 {
        let (sum, overflow) = lastSecond.addingReportingOverflow(quiet)
        return overflow ? .max : sum
    }

    /// Takes a finding in, and says what is to be told.
    mutating func take(_ new: Verdict, _ finding: Finding, second: Int64) -> Incident.State? {
        if second != lastSecond { count(finding) }
        lastSecond = second
        quiet = max(quiet, finding.quiet)
        verdict.incident.last = new.time
        note(new, finding)
        if !said.covers(finding) {
            said.include(finding)
            saidAt = second
            return .raised
        }
        let (age, overflow) = second.subtractingReportingOverflow(saidAt)
        guard overflow || age >= IncidentLog.updateAfter || age < 0 else { return nil }
        saidAt = second
        return .updated
    }

    /// The verdict as of now.
    func told(as state: Incident.State) -> Verdict {
        var told = verdict
        told.incident.state = state
        if state != .opened { told.time = verdict.incident.last }
        return told
    }

    /// A second more of it.
    private mutating func count(_ finding: Finding) {
        verdict.incident.seconds += 1
        guard let amount = finding.amount, finding.reasons.first?.feature == verdict.incident.peak.feature,
            let total = verdict.incident.total
        else { return }
        verdict.incident.total = total + amount
    }

    private mutating func note(_ new: Verdict, _ finding: Finding) {
        if let peer = new.peer, peers.count < Incident.mostPeers, !peers.contains(peer) {
            peers.append(peer)
            verdict.incident.peers = peers.count
        }
        let peak = verdict.incident.peak
        if let reason = finding.reasons.first(where: { $0.feature == peak.feature }), reason.observed > peak.observed {
            verdict.incident.peak = Incident.Peak(feature: peak.feature, observed: reason.observed, time: new.time)
        }
        verdict.score = max(verdict.score, new.score)
        // What is asked for is asked for by the loudest finding, together with the proof that it has.
        let isLouder =
            (new.response.action.rank, new.proofOfPath ? 1 : 0)
            > (verdict.response.action.rank, verdict.proofOfPath ? 1 : 0)
        if isLouder {
            verdict.response = new.response
            verdict.proofOfPath = new.proofOfPath
        }
        // The reasons are those of the worst finding, and of the strongest among these.
        let isWorse = (new.severity.rank, isLouder ? 1 : 0, finding.strength) > (verdict.severity.rank, 0, strength)
        verdict.severity = max(verdict.severity, new.severity)
        guard isWorse else { return }
        strength = finding.strength
        (verdict.reasons, verdict.rule, verdict.attack) = (new.reasons, new.rule, new.attack)
        (verdict.windowSeconds, verdict.peer, verdict.role) = (new.windowSeconds, new.peer, new.role)
    }
}

/// How loud what was said is: the set of (severity, action, proven) that were said.
private struct Loudness: Sendable {
    private var said: UInt32 = 0

    /// Whether something was said that is as severe, asks for as much and is as well proven.
    func covers(_ finding: Finding) -> Bool {
        for severity in finding.severity.rank...Severity.critical.rank {
            for action in finding.response.action.rank...Response.Action.block.rank {
                for proven in (finding.proofOfPath ? 1 : 0)...1 where said & Self.bit(severity, action, proven) != 0 {
                    return true
                }
            }
        }
        return false
    }

    mutating func include(_ finding: Finding) {
        said |= Self.bit(finding.severity.rank, finding.response.action.rank, finding.proofOfPath ? 1 : 0)
    }

    private static func bit(_ severity: Int, _ action: Int, _ proven: Int) -> UInt32 {
        1 << UInt32(proven * 16 + severity * 4 + action)
    }
}
