import Foundation
import Hummingbird
import Logging
import NIOCore
import Store

/// A request on its way through the API: what was asked, by whom, and what it may use.
struct Call: Sendable {
    let request: Request
    let parameters: [String]
    let query: Query
    /// Nil where the route is open.
    let identity: Identity?
    let services: Services
    let client: Client
    let channel: any Channel
    let log: Logger

    /// The person who calls; 403 for a token of a sensor or an enforcer.
    var account: Account {
        get throws(Problem) {
            guard case .account(let account) = identity else {
                throw Problem(.forbidden, "This needs a user; a token of a sensor or an enforcer is not one")
            }
            return account
        }
    }

    /// The word for the caller in the audit trail.
    var who: String { identity?.who ?? "nobody" }

    /// The number in the path; 404 for what cannot be one.
    func id(_ what: String) throws(Problem) -> Int64 {
        guard let text = parameters.first, text.utf8.count <= 19, text.utf8.allSatisfy({ (48...57).contains($0) }),
            let id = Int64(text)
        else { throw .notFound(what) }
        return id
    }

    /// Octets of a body that anybody may send, without a token: names and passwords take less.
    private static let maximumOpenBodyBytes = 16_384

    /// The request's body as a JSON object.
    func body() async throws -> JSONBody {
        try await JSONBody.read(
            request, services.configuration, maximum: identity == nil ? Self.maximumOpenBodyBytes : .max)
    }
}
