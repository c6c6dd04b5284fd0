import Accounts
import Foundation
import Hummingbird
import Packets
import Store

/// Tells who makes a request, by its bearer token.
struct Authenticator: Sendable {
    let services: Services

    func identity(of request: Request) async throws -> Identity {
        guard let header = request.headers[.authorization] else {
            throw Problem.unauthorized("Authentication credentials were not provided")
        }
        let parts = header.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else {
            throw Problem.unauthorized("Authorization: expected Bearer and a token")
        }
        let token = parts[1].trimmingCharacters(in: .whitespaces)
        return token.hasPrefix(ServiceToken.prefix) ? try await service(token) : try await account(token)
    }

    private func service(_ token: String) async throws -> Identity {
        guard let digest = ServiceToken.digest(of: token),
            let record = try await services.store({ try $0.serviceToken(digest: digest) })
        else { throw Problem.unauthorized("Invalid token: Token is unknown, revoked or expired") }
        noteUse(of: record)
        return .service(record)
    }

    /// Nobody waits for the note: a store that cannot be written must not keep a firewall from its list.
    private func noteUse(of record: ServiceTokenRecord) {
        let minuteAgo = Timestamp.now.advanced(bySeconds: -60)
        if let last = record.lastUsedAt, last > minuteAgo { return }
        let store = services.store
        Task { try? await store.write { try $0.touchServiceToken(id: record.id) } }
    }

    private func account(_ token: String) async throws -> Identity {
        let claims: AccessClaims
        do {
            claims = try await services.credentials.tokens.verify(token, now: Date())
        } catch {
            throw Problem.unauthorized("Invalid token: \(error.detail)")
        }
        guard let account = try await services.store({ try $0.account(uuid: claims.subject) }) else {
            throw Problem.unauthorized("Invalid token: User not found")
        }
        guard account.generation == claims.generation else {
            throw Problem.unauthorized("Invalid token: Token has been revoked")
        }
        return .account(account)
    }
}
