/// What of the lists changed; the words in the database.
public enum AuditChange: String, CaseIterable, Sendable {
    case blacklistApply = "blacklist.apply"
    case blacklistRemove = "blacklist.remove"
    case blacklistExpire = "blacklist.expire"
    case allowlistAdd = "allowlist.add"
    case allowlistRemove = "allowlist.remove"
    case allowlistExpire = "allowlist.expire"

    /// The list that changed.
    public var list: ListName {
        switch self {
        case .blacklistApply, .blacklistRemove, .blacklistExpire: .blacklist
        case .allowlistAdd, .allowlistRemove, .allowlistExpire: .allowlist
        }
    }

    /// What became of the entry: put there or replaced, taken off, or over.
    public var effect: ListEffect {
        switch self {
        case .blacklistApply, .allowlistAdd: .add
        case .blacklistRemove, .allowlistRemove: .remove
        case .blacklistExpire, .allowlistExpire: .expire
        }
    }
}
