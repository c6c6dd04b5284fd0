import Detection
import Features
import Packets

/// The verdicts and the blacklist as a person reads them: `--format table`.
public struct TableFormat {
    /// The verdict of each incident as it was told of last, in the order of their opening.
    private var verdicts: [Verdict] = []
    private var places: [IncidentID: Int] = [:]
    private var entries: [BlacklistEntry] = []

    public init() {}

    /// Takes in an event. An incident is one row.
    public mutating func add(_ event: EngineEvent) {
        switch event {
        case .verdict(let verdict), .incident(let verdict):
            if let place = places[verdict.incident.id] {
                verdicts[place] = verdict
            } else if verdicts.count < Self.rows {
                places[verdict.incident.id] = verdicts.count
                verdicts.append(verdict)
            }
        case .blacklist(let entry): if entries.count < Self.rows { entries.append(entry) }
        case .flow, .second, .evidence, .baseline: break
        }
    }

    /// Rows at most in each table; the JSON output has no such bound.
    static let rows = 1_000

    /// Both tables.
    public func text() -> String {
        let shown = verdicts.filter { !isSaidOfItsSource($0) }
        if shown.isEmpty { return "Nothing to report.\n" }
        let header = ["NOTICED (UTC)", "FOR", "WHO", "AGAINST", "HOW", "SEVERITY", "SURE", "WHY"]
        var text = Self.table(header, shown.map(Self.row))
        if !entries.isEmpty {
            text += "\nBlacklist\n" + Self.table(["ADDRESS", "ACTION", "UNTIL (UTC)", "WHY"], entries.map(Self.row))
        }
        return text
    }

    /// What was read, found and lost, in a line or three.
    public static func summary(_ counters: Counters, captures: Int, seconds: Double) -> String {
        var text =
            [
                count(UInt64(captures), "capture"), count(counters.packets, "packet"), count(counters.flows, "flow"),
                count(counters.verdicts, "verdict"),
                count(counters.blacklisted, "blacklist entry", "blacklist entries"),
            ].joined(separator: ", ") + " in \(JSONLine.number(seconds, places: 2)) s\n"
        let lost = counters.dropped.map { "\($0.reason) \($0.count)" }
        if !lost.isEmpty { text += "Lost: " + lost.joined(separator: ", ") + "\n" }
        let odd = counters.odd.map { "\($0.name) \($0.count)" }
        if !odd.isEmpty { text += "Odd, but metered: " + odd.joined(separator: ", ") + "\n" }
        return text
    }

    /// A flood is told of its victim and of each source that sends enough of it; one row of the source says both.
    private func isSaidOfItsSource(_ victim: Verdict) -> Bool {
        victim.role == .destination
            && verdicts.contains {
                $0.role == .pair && $0.kind == victim.kind && $0.peer == victim.entity
            }
    }

    private static func row(_ verdict: Verdict) -> [String] {
        let isVictim = verdict.role == .destination
        var who = isVictim ? "many, or forged" : verdict.entity.description
        if verdict.kind == .arpSpoof { who = "a host that claims to be \(who)" }
        let explanation = Explanation(verdict)
        // A score is a share of windows below 1, so it never shows as all of them.
        let share = JSONLine.number(min(verdict.score * 100, 99.999), places: 3) + " %"
        return [
            time(verdict.incident.opened), span(verdict.incident), who,
            isVictim ? verdict.entity.description : others(verdict),
            verdict.kind.rawValue, verdict.severity.rawValue, share,
            verdict.reasons.prefix(2).map { explanation.sentence($0) }.joined(separator: ". "),
        ]
    }

    /// The other ends, of which a verdict names one.
    private static func others(_ verdict: Verdict) -> String {
        guard let peer = verdict.peer else { return "many" }
        let more = verdict.incident.peers - 1
        if more < 1 { return peer.description }
        return "\(peer) and \(more)\(more + 1 == Incident.mostPeers ? " or more" : "") others"
    }

    /// From the first window to the last.
    private static func span(_ incident: Incident) -> String {
        let seconds = incident.last.nanoseconds(since: incident.opened) / 1_000_000_000
        if seconds < 60 { return "\(seconds) s" }
        return seconds < 3_600 ? "\(seconds / 60) min" : "\(seconds / 3_600) h \(seconds / 60 % 60) min"
    }

    private static func count(_ number: UInt64, _ one: String, _ many: String? = nil) -> String {
        "\(number) \(number == 1 ? one : many ?? one + "s")"
    }

    private static func row(_ entry: BlacklistEntry) -> [String] {
        let until = entry.expiresAt.map(time) ?? "for good"
        return [
            entry.address, entry.action.rawValue + (entry.simulated ? " (simulated)" : ""), until, entry.reason,
        ]
    }

    /// To the second.
    private static func time(_ time: Timestamp) -> String {
        String(time.description.prefix(19)).replacing("T", with: " ")
    }

    private static func table(_ header: [String], _ rows: [[String]]) -> String {
        var widths = header.map(\.count)
        for row in rows { for (column, cell) in row.enumerated() { widths[column] = max(widths[column], cell.count) } }
        let line = { (cells: [String]) -> String in
            cells.enumerated().map { column, cell in
                column == cells.count - 1 ? cell : cell + String(repeating: " ", count: widths[column] - cell.count)
            }.joined(separator: "  ") + "\n"
        }
        return line(header) + rows.map(line).joined()
    }
}
