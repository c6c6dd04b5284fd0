import Enforcement

/// The forms of a list.
enum ListFormat: String, CaseIterable, Sendable {
    /// A page.
    case json
    /// The whole list, a JSON object a line.
    case ndjson
    case plain, nft, ipset, nginx, haproxy

    /// The form for who enforces the list; nil for JSON.
    var blocklist: BlocklistFormat? { BlocklistFormat(rawValue: rawValue) }

    var contentType: String {
        blocklist?.contentType ?? (self == .ndjson ? "application/x-ndjson" : "application/json")
    }
}
