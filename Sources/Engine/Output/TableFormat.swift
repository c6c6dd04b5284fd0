import Detection
import Features
import Packets

/// The verdicts and the blacklist as a person reads them: `--format table`.
public struct TableFormat {
    private var incidents: [Incident] = []
    private var entries: [BlacklistEntry] = []

    private struct Incident {
        var verdict: Verdict
    }

    public init() {}

    /// Takes in an event. What is said again of the same attack is one row.
    public mutating func add(_ event: EngineEvent) {
        switch event {
        case .verdict(let verdict):
            let known = incidents.firstIndex {
                $0.verdict.entity == verdict.entity && $0.verdict.peer == verdict.peer
                    && $0.verdict.kind == verdict.kind
                    && $0.verdict.role == verdict.role
            }
            if let known {
                if verdict.score >= incidents[known].verdict.score {
                    let noticed = incidents[known].verdict.time
                    incidents[known].verdict = verdict
                    incidents[known].verdict.time = noticed
                }
            } else if incidents.count < Self.rows {
                incidents.append(Incident(verdict: verdict))
            }
        case .blacklist(let entry): if entries.count < Self.rows { entries.append(entry) }
        case .flow, .second, .evidence: break
        }
    }

    /// Rows at most in each table; the JSON output has no such bound.
    static let rows = 1_000

    /// Both tables.
    public func text() -> String {
        let shown = incidents.filter { !isSaidOfItsSource($0) }
        if shown.isEmpty { return "Nothing to report.\n" }
        let header = ["NOTICED (UTC)", "WHO", "AGAINST", "HOW", "SEVERITY", "SURE", "WHY"]
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
    private func isSaidOfItsSource(_ incident: Incident) -> Bool {
        incident.verdict.role == .destination
            && incidents.contains {
                $0.verdict.role == .pair && $0.verdict.kind == incident.verdict.kind
                    && $0.verdict.peer == incident.verdict.entity
            }
    }

    private static func row(_ incident: Incident) -> [String] {
        let verdict = incident.verdict
        let isVictim = verdict.role == .destination
        var who = isVictim ? "many, or forged" : verdict.entity.description
        if verdict.kind == .arpSpoof { who = "a host that claims to be \(who)" }
        let against = isVictim ? verdict.entity.description : verdict.peer?.description ?? "many"
        let why = verdict.reasons.prefix(2).map { reason in
            let unit = Feature(named: reason.feature)?.unit ?? ""
            return "\(reason.feature.replacing("_", with: " ")) \(ReasonText.amount(reason.observed, unit)), "
                + "usual \(ReasonText.amount(reason.expected, unit))"
        }
        // A score is a share of windows below 1, so it never shows as all of them.
        let share = JSONLine.number(min(verdict.score * 100, 99.999), places: 3) + " %"
        return [
            time(verdict.time), who, against, verdict.kind.rawValue, verdict.severity.rawValue, share,
            why.joined(separator: "; ") + " in \(verdict.windowSeconds) s",
        ]
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
