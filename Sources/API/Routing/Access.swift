import Hummingbird
import Store

/// Who may make a call.
enum Access: Sendable {
    /// Everybody, without a token.
    case open
    /// Whoever has a valid token.
    case anyone
    /// Analysts and admins.
    case people
    /// Analysts, admins and enforcers.
    case readers
    case admin

    private var roles: Set<AccountRole> {
        switch self {
        case .open, .anyone: Set(AccountRole.allCases)
        case .people: [.admin, .analyst]
        case .readers: [.admin, .analyst, .enforcer]
        case .admin: [.admin]
        }
    }

    /// Refuses a role with 403 that may not.
    func require(_ role: AccountRole) throws(Problem) {
        guard !roles.contains(role) else { return }
        let names = roles.map(\.rawValue).sorted().joined(separator: " or ")
        throw Problem(.forbidden, "This needs the role \(names)")
    }
}
