/// What of the lists changed; the words in the database.
public enum AuditChange: String, CaseIterable, Sendable {
    case blacklistApply = "blacklist.apply"
    case blacklistRemove = "blacklist.remove"
    case blacklistExpire = "blacklist.expire"
    case allowlistAdd = "allowlist.add"
    case allowlistRemove = "allowlist.remove"
}
