/// Which list is written.
public enum BlocklistKind: String, Sendable {
    /// Addresses to stop: the blacklist without what the allowlist covers.
    case deny
    /// Addresses never to stop: the allowlist.
    case allow
}
