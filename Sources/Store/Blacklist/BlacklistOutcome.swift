/// What became of an entry given to the blacklist.
public enum BlacklistOutcome: Sendable, Equatable {
    /// It is listed, and in the audit trail.
    case listed(ListedEntry)
    /// Nothing changed: this entry of the same prefix stands above it.
    case kept(ListedEntry)
    /// Nothing changed: the allowlist covers it.
    case allowed(AllowlistEntry)
}
