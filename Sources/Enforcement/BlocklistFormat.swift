/// A form that enforcers read without code of their own.
public enum BlocklistFormat: String, CaseIterable, Sendable {
    /// One address or block a line: firewalls' URL lists.
    case plain
    /// A script for `nft -f`.
    case nft
    /// A script for `ipset restore`.
    case ipset
    /// A file that nginx includes in `http`, `server` or `location`.
    case nginx
    /// A map file of HAProxy's `map_ip`.
    case haproxy

    /// The media type of the answer.
    public var contentType: String { "text/plain; charset=utf-8" }

    /// What a file of this form is called after its dot.
    public var fileExtension: String {
        switch self {
        case .plain: "txt"
        case .nft: "nft"
        case .ipset: "ipset"
        case .nginx: "conf"
        case .haproxy: "map"
        }
    }
}
