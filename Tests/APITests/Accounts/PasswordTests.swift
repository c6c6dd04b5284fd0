import Foundation
import TestSupport
import Testing

/// `POST /api/auth/password/`.
@Suite struct PasswordTests {
    let server: RunningServer
    let token: String
    private let next = "another password"

    init() throws {
        server = try RunningServer()
        token = try server.register("user123")
    }

    private func change(_ body: String, _ token: String? = nil) throws -> Answer {
        try server.post("/api/auth/password/", token: token ?? self.token, body)
    }

    private func change(_ current: String, to next: String, _ token: String? = nil) throws -> Answer {
        try change(#"{"current_password":"\#(current)","new_password":"\#(next)"}"#, token)
    }

    @Test func itAnswersATokenAndEndsTheOlderOnes() throws {
        let other = try server.register("other")
        let second = try #require(try server.login("user123")["token"] as? String)
        let answer = try change("password123", to: next)
        #expect(answer.status == 200)
        #expect(Set(answer.object.keys) == ["token", "user"])
        #expect((answer["user"] as? [String: String])?["username"] == "user123")
        for old in [token, second] {
            let me = try server.me(old)
            #expect(me.status == 401)
            #expect(me.detail == "Invalid token: Token has been revoked")
        }
        #expect(try server.me(try #require(answer["token"] as? String)).status == 200)
        #expect(try server.me(other).status == 200)
        #expect(try server.login("user123").status == 401)
        #expect(try server.login("user123", next).status == 200)
    }

    @Test func wrongCurrentPasswordChangesNothing() throws {
        let answer = try change("password124", to: next)
        #expect(answer.status == 401)
        #expect(answer.detail == "Invalid username or password")
        #expect(try server.me(token).status == 200)
        #expect(try server.login("user123").status == 200)
        #expect(try server.login("user123", next).status == 401)
    }

    @Test func fieldsAreRequiredAndChecked() throws {
        let cases = [
            ("{}", "current_password is required"),
            (#"{"new_password":"another password"}"#, "current_password is required"),
            (#"{"current_password":"password123"}"#, "new_password is required"),
            (
                #"{"current_password":1,"new_password":"another password"}"#,
                "current_password: expected a string of 1 to 1024 characters, not a number"
            ),
            (
                #"{"current_password":"password123","new_password":null}"#,
                "new_password: expected a string of 1 to 1024 characters, not null"
            ),
            (
                #"{"current_password":"password123","new_password":"1234567"}"#,
                "new_password: expected 8 to 128 characters, not 7"
            ),
            (
                #"{"current_password":"password123","new_password":"a\u0007bcdefgh"}"#,
                "new_password: expected text, not control characters"
            ),
            (
                #"{"current_password":"a","new_password":"b","username":"other"}"#,
                "unknown field: username; there are: current_password, new_password"
            ),
        ]
        for (body, detail) in cases {
            let answer = try change(body)
            #expect(answer.status == 400)
            #expect(answer.detail == detail)
        }
        #expect(try server.me(token).status == 200)
    }

    @Test func newPasswordIsNotTheName() throws {
        let token = try server.register("user12345")
        let answer = try change("password123", to: "User12345", token)
        #expect(answer.status == 400)
        #expect(answer.detail == "new_password: expected a password other than the username, not the same")
    }

    @Test func ofManyChangesAtOnceOneWins() throws {
        let codes = try server.statuses(
            "/api/auth/password/", token: token,
            (1...5).map { #"{"current_password":"password123","new_password":"another password \#($0)"}"# })
        #expect(codes == ["200", "401", "401", "401", "401"])
        #expect(try server.me(token).status == 401)
    }

    @Test func guessingTheCurrentPasswordIsSlowedDown() throws {
        let wrong = #"{"current_password":"password124","new_password":"another password"}"#
        let codes = try server.statuses("/api/auth/password/", token: token, Array(repeating: wrong, count: 5))
        #expect(codes == Array(repeating: "401", count: 5))
        let answer = try change("password123", to: next)
        #expect(answer.status == 429)
        #expect(answer.headers["retry-after"].flatMap { Int($0) }.map { (1...60).contains($0) } == true)
        // The token is good for everything else.
        #expect(try server.me(token).status == 200)
    }
}
