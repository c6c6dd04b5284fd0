import Accounts
import Hummingbird
import Metrics
import Store
import Telemetry

/// Checks a name and a password: bounded in how often, and as slow for a name that nobody has.
struct PasswordCheck: Sendable {
    let call: Call

    /// Whose they are; 401 where they are nobody's, 429 after too many that were not.
    func account(_ username: String, _ password: String) async throws -> Account {
        let throttle = call.services.credentials.throttle
        let address = call.client.address
        let name = try? UserName(username)
        // A text that can be no name is counted as itself.
        let key = name?.key ?? String(username.prefix(64))
        if let seconds = throttle.check(address: address, name: key) {
            throw Problem.later(.tooManyRequests, "Too many failed logins; try again in \(seconds) s", seconds: seconds)
        }
        let account: Account?
        let isRight: Bool
        do {
            account = try await name.asyncFlatMap { name in
                try await call.services.store { try $0.account(key: name.key) }
            }
            isRight = try await Self.verify(password, account?.passwordHash, call.services.credentials)
        } catch {
            // Not tried, so neither failed.
            throttle.cancel(address: address, name: key)
            throw error
        }
        guard isRight, let account else {
            throttle.recordFailure(address: address, name: key)
            Counter(MetricNames.loginFailures).increment()
            call.log.warning("login failed", metadata: ["client": "\(address)"])
            throw Problem.unauthorized("Invalid username or password")
        }
        throttle.recordSuccess(address: address, name: key)
        try await renew(account, password)
        return account
    }

    /// A hash by older parameters becomes one by today's, now that the password is at hand.
    private func renew(_ account: Account, _ text: String) async throws {
        guard PasswordHash.needsRehash(account.passwordHash), let password = try? Password(text) else { return }
        let hash = try await Self.hash(password, call.services.credentials)
        _ = try await call.services.store.write {
            try $0.renewPasswordHash(uuid: account.uuid, old: account.passwordHash, new: hash)
        }
    }

    /// The hash of a new password; 503 where too many wait for theirs.
    static func hash(_ password: Password, _ credentials: Credentials) async throws -> String {
        do {
            return try await credentials.hasher.hash(password)
        } catch PasswordHasherError.busy {
            throw busy
        }
    }

    private static func verify(_ password: String, _ hash: String?, _ credentials: Credentials) async throws -> Bool {
        do {
            return try await credentials.hasher.verify(password, against: hash)
        } catch PasswordHasherError.busy {
            throw busy
        }
    }

    private static var busy: Problem {
        .later(
            .serviceUnavailable, "Too many passwords are being checked; try again",
            seconds: PasswordHasher.retrySeconds)
    }
}

extension UserName {
    /// 400 for what can be no name.
    static func checked(_ text: String) throws(Problem) -> UserName {
        do { return try UserName(text) } catch { throw Problem(.badRequest, error.message) }
    }
}

extension Password {
    /// 400 for what can be no password.
    static func checked(_ text: String, for name: UserName, _ field: String = "password") throws(Problem) -> Password {
        do { return try Password(text, for: name, field: field) } catch { throw Problem(.badRequest, error.message) }
    }
}

extension Optional {
    fileprivate func asyncFlatMap<Result>(_ body: (Wrapped) async throws -> Result?) async rethrows -> Result? {
        guard let value = self else { return nil }
        return try await body(value)
    }
}
