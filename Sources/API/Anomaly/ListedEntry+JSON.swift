import Detection
import Packets
import Store

extension JSONWriter {
    /// An entry of the blacklist.
    mutating func entry(_ listed: ListedEntry) {
        object { json in
            json.field("id", listed.id)
            json.field("ip", listed.entry.prefix)
            json.field("action", listed.entry.action.rawValue)
            json.field("reason", listed.entry.reason)
            json.field("origin", listed.entry.origin.rawValue)
            json.field("score", listed.entry.score)
            json.field("sensor", listed.sensor)
            json.field("created_at", listed.entry.createdAt)
            json.field("expires_at", listed.entry.expiresAt)
            json.field("simulated", listed.entry.simulated)
        }
    }

    /// An entry of the allowlist.
    mutating func entry(_ allowed: AllowlistEntry) {
        object { json in
            json.field("id", allowed.id)
            json.field("ip", allowed.prefix)
            json.field("reason", allowed.reason)
            json.field("who", allowed.who)
            json.field("created_at", allowed.createdAt)
            json.field("expires_at", allowed.expiresAt)
        }
    }

    /// A change of a list; its entry is as the audit trail has it, without what has no value.
    mutating func change(_ change: ListChange) {
        object { json in
            json.field("sequence", change.sequence)
            json.field("change", change.change.effect.rawValue)
            json.field("ip", change.prefix)
            json.key("entry")
            if let after = change.after { json.raw(after.utf8) } else { json.null() }
            json.field("time", change.time)
            json.field("who", change.who)
            json.field("why", change.why)
        }
    }
}

extension IPPrefix {
    /// The address where the block is one; else CIDR notation.
    var shortText: String { mappedLength == 128 ? address.description : description }
}
