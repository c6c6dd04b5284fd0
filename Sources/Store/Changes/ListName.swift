/// The two lists.
public enum ListName: String, CaseIterable, Sendable {
    case blacklist, allowlist
}
