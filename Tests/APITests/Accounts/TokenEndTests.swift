import Foundation
import TestSupport
import Testing

/// What ends a user's tokens before their time, and how long that is.
@Suite struct TokenEndTests {
    let server: RunningServer
    let admin: String
    let token: String

    init() throws {
        server = try RunningServer()
        admin = try server.register("admin")
        token = try server.register("user123")
    }

    @Test func removedUsersTokensEnd() throws {
        try server.user("remove", "user123")
        let answer = try server.me(token)
        #expect(answer.status == 401)
        #expect(answer.detail == "Invalid token: User not found")
        // Nor do they come back with another user of the name.
        _ = try server.register("user123")
        #expect(try server.me(token).detail == "Invalid token: User not found")
        #expect(try server.me(admin).status == 200)
    }

    @Test func changedRoleEndsTokens() throws {
        try server.user("role", "user123", "admin")
        let answer = try server.me(token)
        #expect(answer.status == 401)
        #expect(answer.detail == "Invalid token: Token has been revoked")
        let next = try #require(try server.login("user123")["token"] as? String)
        #expect(try server.me(next)["role"] as? String == "admin")
        // Setting the role that he has ends nothing.
        try server.user("role", "user123", "admin")
        #expect(try server.me(next).status == 200)
        #expect(try server.me(admin).status == 200)
    }

    @Test func changedPasswordEndsTokens() throws {
        try server.user("password", "user123", "--password-file", "-", input: "another password\n")
        #expect(try server.me(token).detail == "Invalid token: Token has been revoked")
        #expect(try server.login("user123").status == 401)
        #expect(try server.login("user123", "another password").status == 200)
        #expect(try server.me(admin).status == 200)
    }

    @Test func tokensLiveADayAndAsLongAsIsSet() throws {
        #expect(try Self.hours(token) == 24)
        #expect(server.stop() == 0)
        let next = try RunningServer(["--token-hours", "1"], folder: server.folder)
        #expect(try Self.hours(try #require(try next.login("user123")["token"] as? String)) == 1)
        // A restart ends none.
        #expect(try next.me(token).status == 200)
    }

    @Test func newKeyEndsAllTokens() throws {
        #expect(server.stop() == 0)
        try FileManager.default.removeItem(atPath: server.data + "/jwt.key")
        let next = try RunningServer(folder: server.folder)
        #expect(try next.me(token).detail == "Invalid token: Signature verification failed")
        #expect(try next.login("user123").status == 200)
    }

    /// Hours between a token's `iat` and `exp`; and it says no more of a user than his uuid.
    private static func hours(_ token: String) throws -> Double {
        let part = token.split(separator: ".")[1].replacing("-", with: "+").replacing("_", with: "/")
        let padded = part + String(repeating: "=", count: (4 - part.count % 4) % 4)
        let data = try #require(Data(base64Encoded: String(padded)))
        let claims = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect(Set(claims.keys) == ["sub", "iat", "exp", "gen"])
        return (try #require(claims["exp"] as? Double) - (try #require(claims["iat"] as? Double))) / 3_600
    }
}
