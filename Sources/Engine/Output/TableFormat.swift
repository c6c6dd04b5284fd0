import Detection
import Features
import Packets

/// The verdicts and the blacklist as a person reads them: `--format table`.
public struct TableFormat {
    private var incidents: [Incident] = []
    private var entries: [BlacklistEntry] = []

    private struct Incident {
        var verdict: Verdict
        var since: Timestamp
        var times = 1
    }

    public init() {}

    /// Takes in an event. What is said again of the same attack is one row.
    public mutating func add(_ event: EngineEvent) {
        switch event {
        case .verdict(let verdict):
            let known = incidents.firstIndex {
                $0.verdict.entity == verdict.entity && $0.verdict.peer == verdict.peer && $0.verdict.kind == verdict.kind
                    && $0.verdict.role == verdict.role
            }
            if let known {
                incidents[known].times += 1
                if verdict.score >= incidents[known].verdict.score { incidents[known].verdict = verdict }
            } else if incidents.count < Self.rows {
                incidents.append(Incident(verdict: verdict, since: verdict.time))
            }
        case .blacklist(let entry): if entries.count < Self.rows { entries.append(entry) }
        case .flow, .second: break
        }
    }

    /// Rows at most in each table; the JSON output has no such bound.
    static let rows = 1_000

    public func text(_ counters: Counters, captures: Int, seconds: Double) -> String {
        var text = ""
        if incidents.isEmpty {
            text += "Nothing to report.\n"
        } else {
            let rows = incidents.map(Self.row)
            text += Self.table(["SINCE (UTC)", "WHO", "AGAINST", "HOW", "SEVERITY", "SURE", "WHY"], rows)
        }
        if !entries.isEmpty {
            text += "\nBlacklist\n"
            text += Self.table(["ADDRESS", "ACTION", "UNTIL (UTC)", "WHY"], entries.map(Self.row))
        }
        let rate = seconds > 0 ? " in \(JSONLine.number(seconds, places: 2)) s" : ""
        text += "\n\(captures) capture\(captures == 1 ? "" : "s"), \(counters.packets) packets, \(counters.flows) flows, "
        text += "\(counters.verdicts) verdicts, \(counters.blacklisted) blacklist entries\(rate)\n"
        let lost = counters.dropped + counters.odd.map { (reason: $0.name, count: $0.count) }
        if !lost.isEmpty {
            text += "not metered or odd: " + lost.map { "\($0.reason) \($0.count)" }.joined(separator: ", ") + "\n"
        }
        return text
    }

    private static func row(_ incident: Incident) -> [String] {
        let verdict = incident.verdict
        let isVictim = verdict.role == .destination
        let who = isVictim ? "many or forged sources" : verdict.entity.description
        let against = isVictim ? verdict.entity.description : verdict.peer?.description ?? "many"
        let why = verdict.reasons.prefix(2).map {
            "\($0.feature.replacing("_", with: " ")) \(ReasonText.number($0.observed)), usual \(ReasonText.number($0.expected))"
        }
        let share = JSONLine.number(verdict.score * 100, places: 3) + " %"
        return [
            time(incident.since), who, against, verdict.kind.rawValue, verdict.severity.rawValue, share,
            why.joined(separator: "; ") + " in \(verdict.windowSeconds) s",
        ]
    }

    private static func row(_ entry: BlacklistEntry) -> [String] {
        let until = entry.expiresAt.map(time) ?? "for good"
        return [entry.address, entry.action.rawValue + (entry.simulated ? " (simulated)" : ""), until, entry.reason]
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
