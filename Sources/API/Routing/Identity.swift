import Foundation
import Store

/// Who makes a call, as its token proves.
enum Identity: Sendable {
    /// A person.
    case account(Account)
    /// A sensor or an enforcer.
    case service(ServiceTokenRecord)

    var role: AccountRole {
        switch self {
        case .account(let account): account.role
        case .service(let token): token.role
        }
    }

    var name: String {
        switch self {
        case .account(let account): account.name
        case .service(let token): token.name
        }
    }

    /// The word for him in the audit trail.
    var who: String {
        switch self {
        case .account(let account): "user \(account.name)"
        case .service(let token): "token \(token.name)"
        }
    }
}
