import Detection
import Packets

/// An entry of either list as the audit trail shows it: JSON with the names of the API.
struct AuditedEntry: Encodable {
    var ip: String
    var reason: String
    var action: String?
    var origin: String?
    var score: Double?
    var sensor: String?
    var createdAt: String?
    var expiresAt: String?
    var simulated: Bool?
    var blocks: Int?

    private enum CodingKeys: String, CodingKey {
        case ip, reason, action, origin, score, sensor, simulated, blocks
        case createdAt = "created_at"
        case expiresAt = "expires_at"
    }

    init(_ listed: ListedEntry) {
        ip = listed.entry.address
        reason = listed.entry.reason
        action = listed.entry.action.rawValue
        origin = listed.entry.origin.rawValue
        score = listed.entry.score
        sensor = listed.sensor
        createdAt = listed.entry.createdAt.description
        expiresAt = listed.entry.expiresAt?.description
        simulated = listed.entry.simulated
        blocks = listed.blocks
    }

    /// Of the allowlist.
    init(_ prefix: IPPrefix, reason: String) {
        ip = prefix.isHost ? prefix.address.description : prefix.description
        self.reason = reason
    }
}
