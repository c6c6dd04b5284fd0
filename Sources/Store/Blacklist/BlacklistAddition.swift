/// What became of an entry that a person gave to the blacklist.
public enum BlacklistAddition: Sendable, Equatable {
    /// It is listed, and no entry of the same prefix was in force.
    case created(ListedEntry)
    /// It is listed in place of `old`, under its number.
    case replaced(ListedEntry, old: ListedEntry)
    /// Nothing changed: the allowlist covers it.
    case allowed(AllowlistEntry)
}
