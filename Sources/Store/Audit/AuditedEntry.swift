import Detection
import Packets

/// An entry of either list as the audit trail shows it: a JSON object with the names of the API, keys sorted, without
/// what is not known.
struct AuditedEntry {
    private(set) var json = "{"

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
            json.appendJSON(score)
        }
        add("sensor", listed.sensor)
        add("simulated", number: "\(entry.simulated)")
        json.append("}")
    }

    init(_ allowed: AllowlistEntry) {
        add("expires_at", allowed.expiresAt?.description)
        add("ip", allowed.prefix.isHost ? allowed.prefix.address.description : allowed.prefix.description)
        add("reason", allowed.reason)
        json.append("}")
    }

    private mutating func add(_ key: String, _ text: String?) {
        guard let text else { return }
        begin(key)
        json.appendJSON(text)
    }

    private mutating func add(_ key: String, number: String) {
        begin(key)
        json.append(number)
    }

    private mutating func begin(_ key: String) {
        if json.utf8.count > 1 { json.append(",") }
        json.append("\"")
        json.append(key)
        json.append("\":")
    }
}
