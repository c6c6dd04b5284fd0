import Features
import Packets

/// Keeps the incidents that are open, so that an attack that goes on is one verdict and not one a second.
package struct IncidentLog: Sendable {
    /// Seconds after which an attack that goes on is told of again.
    package static let updateAfter: Int64 = 600
    /// Incidents of one kind and one address that accuse its other ends, at most; further ones are left out.
    package static let peersPerAddress = 16
    /// Incidents that are open at most. Beyond, the one that would close first is closed.
    package static let capacity = 16_384

    private var open: [IncidentKey: OpenIncident] = [:]
    private var closing = ClosingTimes<IncidentKey>()
    /// Open incidents of each address that accuses other ends.
    private var crowds: [IncidentKey: Int] = [:]
    private var opened: UInt64 = 0

    package init() {}

    /// Incidents that are open now.
    package var count: Int { open.count }

    /// Takes a finding in. The verdict is what is worth saying of it; nil where nothing is.
    ///
    /// A finding is news where it opens an incident, and where it is worse than what was said of it, asks for more, or has
    /// its path proven at last; and every `updateAfter` seconds.
    package mutating func take(_ verdict: Verdict, _ finding: Finding, of entity: Entity, second: Int64) -> Verdict? {
        let key = IncidentKey(finding, of: entity)
        guard var incident = open[key] else { return begin(verdict, finding, key, second: second) }
        let state = incident.take(verdict, finding, second: second)
        open[key] = incident
        return state.map { incident.told(as: $0) }
    }

    private mutating func begin(
        _ verdict: Verdict, _ finding: Finding, _ key: IncidentKey, second: Int64
    ) -> Verdict? {
        if let crowd = key.crowd {
            if crowds[crowd, default: 0] >= Self.peersPerAddress { return nil }
            crowds[crowd, default: 0] += 1
        }
        opened += 1
        let incident = OpenIncident(verdict, finding, id: key.id(second: second), place: opened, second: second)
        open[key] = incident
        closing.add(key, at: incident.closes)
        return incident.told(as: .opened)
    }

    /// Closes what was quiet for long enough by the end of `second`, and what there is no room for; in the order of their
    /// opening.
    package mutating func close(second: Int64) -> [Verdict] {
        var closed: [OpenIncident] = []
        // The last second of all closes nothing: that is where times that are not known end.
        while let (key, due) = closing.next(until: open.count > Self.capacity ? .max : min(second, .max - 1)) {
            guard let incident = open[key] else { continue }
            // It went on since it was put there: only at its own time is it known to be the first.
            if incident.closes > due {
                closing.add(key, at: incident.closes)
            } else {
                closed.append(remove(key, incident))
            }
        }
        return Self.told(closed, second)
    }

    /// Closes all that is open.
    package mutating func closeAll(second: Int64) -> [Verdict] {
        let all = Array(open.values)
        open.removeAll()
        crowds.removeAll()
        closing = ClosingTimes()
        return Self.told(all, second)
    }

    private mutating func remove(_ key: IncidentKey, _ incident: OpenIncident) -> OpenIncident {
        open[key] = nil
        if let crowd = key.crowd, let count = crowds[crowd] { crowds[crowd] = count > 1 ? count - 1 : nil }
        return incident
    }

    private static func told(_ incidents: [OpenIncident], _ second: Int64) -> [Verdict] {
        incidents.sorted { $0.place < $1.place }.map { incident in
            var told = incident.told(as: .closed)
            told.time = Timestamp(endOf: second)
            return told
        }
    }
}

extension Timestamp {
    /// The end of a second since the epoch.
    init(endOf second: Int64) { self = Timestamp(seconds: second).advanced(bySeconds: 1) }
}
