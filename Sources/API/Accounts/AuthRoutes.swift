import Accounts
import Foundation
import Hummingbird
import Store

/// `/api/auth/`: registration, login, who one is, another password.
enum AuthRoutes {
    static let routes = [
        Route(.post, "/api/auth/register/", .open, register),
        Route(.post, "/api/auth/login/", .open, login),
        Route(.get, "/api/auth/me/", .anyone, me),
        Route(.post, "/api/auth/password/", .people, changePassword),
    ]

    /// Characters of a name or password that are looked at at all; what is longer can be nobody's.
    private static let readable = 1_024

    private static func register(_ call: Call) async throws -> Response {
        let (username, password) = try await credentials(call)
        let configuration = call.services.configuration
        let onlyFirst = configuration.registration == .automatic && !configuration.isLoopback
        let isClosed = configuration.registration == .closed
        let closed = Problem(.forbidden, "Registration is closed")
        // Told before the password costs anything.
        if isClosed { throw closed }
        if onlyFirst, try await call.services.store({ try $0.accountCount() }) > 0 { throw closed }
        let name = try UserName.checked(username)
        let checked = try Password.checked(password, for: name)
        let throttle = call.services.credentials.registrations
        if let seconds = throttle.check(address: call.client.address, name: name.key) {
            throw Problem.later(.tooManyRequests, "Too many registrations; try again in \(seconds) s", seconds: seconds)
        }
        throttle.recordFailure(address: call.client.address, name: name.key)
        let hash = try await PasswordCheck.hash(checked, call.services.credentials)
        let outcome = try await call.services.store.write {
            try $0.createAccount(name: name.text, key: name.key, passwordHash: hash, role: nil, onlyFirst: onlyFirst)
        }
        switch outcome {
        case .created(let account):
            call.log.notice("user registered", metadata: ["user": "\(account.name)", "role": "\(account.role)"])
            return try await session(call, account, status: .created)
        case .nameTaken: throw Problem(.conflict, "Username is taken")
        case .closed: throw closed
        }
    }

    private static func login(_ call: Call) async throws -> Response {
        let (username, password) = try await credentials(call)
        let account = try await PasswordCheck(call: call).account(username, password)
        return try await session(call, account, status: .ok)
    }

    private static func me(_ call: Call) async throws -> Response {
        guard let identity = call.identity else {
            throw Problem.unauthorized("Authentication credentials were not provided")
        }
        return Response.object { json in
            switch identity {
            case .account(let account):
                json.field("uuid", account.uuid.text)
                json.field("username", account.name)
                json.field("role", account.role.rawValue)
                json.field("created_at", account.createdAt)
            case .service(let token):
                json.field("uuid", nil as String?)
                json.field("username", token.name)
                json.field("role", token.role.rawValue)
                json.field("created_at", token.createdAt)
            }
        }
    }

    private static func changePassword(_ call: Call) async throws -> Response {
        let account = try call.account
        let body = try await call.body()
        try body.allow(only: "current_password", "new_password")
        let current = try body.requiredText("current_password", 1...readable)
        let name = try UserName.checked(account.name)
        let next = try Password.checked(try body.requiredText("new_password", 1...readable), for: name, "new_password")
        _ = try await PasswordCheck(call: call).account(account.name, current)
        let hash = try await PasswordCheck.hash(next, call.services.credentials)
        // The generation that the token proved: of two changes at once the later one loses.
        let outcome = try await call.services.store.write {
            try $0.setPassword(uuid: account.uuid, hash: hash, expectedGeneration: account.generation)
        }
        guard case .done(let changed) = outcome else {
            throw Problem.unauthorized("Invalid token: Token has been revoked")
        }
        call.log.notice("password changed", metadata: ["user": "\(account.name)"])
        return try await session(call, changed, status: .ok)
    }

    /// `username` and `password` of a body; one message where either is missing or empty, as the contract says.
    private static func credentials(_ call: Call) async throws -> (String, String) {
        let body = try await call.body()
        try body.allow(only: "username", "password")
        let required = Problem(.badRequest, "username and password are required")
        if body.isNull("username") || body.isNull("password") { throw required }
        let username = try body.text("username", 0...readable)
        let password = try body.text("password", 0...readable)
        guard let username, let password, !username.isEmpty, !password.isEmpty else { throw required }
        return (username, password)
    }

    /// A token and whose it is.
    private static func session(
        _ call: Call, _ account: Account, status: HTTPResponse.Status
    ) async throws -> Response {
        let token = try await call.services.credentials.tokens.issue(
            subject: account.uuid, generation: account.generation, now: Date())
        return Response.object(status: status) { json in
            json.field("token", token)
            json.key("user")
            json.object {
                $0.field("uuid", account.uuid.text)
                $0.field("username", account.name)
            }
        }
    }
}

extension UUID {
    /// In lower case, as RFC 9562 §4 writes it.
    var text: String { uuidString.lowercased() }
}
