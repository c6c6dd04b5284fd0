import Detection
import Packets

/// An entry of either list as the audit trail shows it: a JSON object with the names of the API, keys sorted, without
/// what is not known.
struct AuditedEntry {
    private var octets = JSONOctets()

    /// The object.
    var json: String { octets.text }

    init(_ listed: ListedEntry) {
        let entry = listed.entry
        add("action", entry.action.rawValue)
        add("blocks", number: "\(listed.blocks)")
        add("created_at", entry.createdAt.description)
        add("expires_at", entry.expiresAt?.description)
        add("id", number: "\(listed.id)")
        add("ip", entry.address)
        add("origin", entry.origin.rawValue)
        add("reason", entry.reason)
        if let score = entry.score {
            begin("score")
            octets.append(number: score)
        }
        add("sensor", listed.sensor)
        add("simulated", number: "\(entry.simulated)")
        octets.append("}")
    }

    init(_ allowed: AllowlistEntry) {
        add("expires_at", allowed.expiresAt?.description)
        add("ip", allowed.prefix.isHost ? allowed.prefix.address.description : allowed.prefix.description)
        add("reason", allowed.reason)
        octets.append("}")
    }

    private mutating func add(_ key: String, _ text: String?) {
        guard let text else { return }
        begin(key)
        octets.append(string: text)
    }

    private mutating func add(_ key: String, number: String) {
        begin(key)
        octets.append(number)
    }

    private mutating func begin(_ key: String) {
        octets.append(octets.isEmpty ? "{\"" : ",\"")
        octets.append(key)
        octets.append("\":")
    }
}
