import Foundation
import TestSupport
import Testing

/// `POST /api/auth/register/`: who may, what it answers, which names and passwords there can be.
@Suite struct RegistrationTests {
    let server: RunningServer

    init() throws { server = try RunningServer() }

    @Test func firstUserIsAdminAndLaterOnesAreAnalysts() throws {
        for (name, role) in [("one", "admin"), ("two", "analyst"), ("three", "analyst")] {
            #expect(try server.me(try server.register(name))["role"] as? String == role)
        }
    }

    @Test func itAnswersATokenAndWhoseItIs() throws {
        let answer = try server.registration("user123")
        #expect(answer.status == 201)
        #expect(Set(answer.object.keys) == ["token", "user"])
        let user = try #require(answer["user"] as? [String: Any])
        #expect(Set(user.keys) == ["uuid", "username"])
        #expect(user["username"] as? String == "user123")
        #expect((user["uuid"] as? String)?.wholeMatch(of: /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/) != nil)
        let token = try #require(answer["token"] as? String)
        #expect(token.hasPrefix("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9."))
        #expect(try server.me(token)["uuid"] as? String == user["uuid"] as? String)
    }

    @Test func nameAndPasswordAreRequired() throws {
        let bodies = [
            "{}", #"{"username":"user123"}"#, #"{"password":"password123"}"#,
            #"{"username":"","password":"password123"}"#, #"{"username":"user123","password":""}"#,
            #"{"username":null,"password":"password123"}"#, #"{"username":"user123","password":null}"#,
            #"{"username":null,"password":null}"#,
        ]
        for path in ["/api/auth/register/", "/api/auth/login/"] {
            for body in bodies {
                let answer = try server.post(path, body)
                #expect(answer.status == 400, "\(body)")
                #expect(answer.body == #"{"detail":"username and password are required"}"#, "\(body)")
            }
        }
    }

    @Test func otherTypesAreNamed() throws {
        let expected = "expected a string of 0 to 1024 characters, not"
        #expect(try server.registration(1).detail == "username: \(expected) a number")
        #expect(try server.registration(["a"]).detail == "username: \(expected) an array")
        #expect(try server.registration("user123", true).detail == "password: \(expected) a boolean")
        #expect(try server.registration("user123", ["a": 1]).detail == "password: \(expected) an object")
        let long = String(repeating: "a", count: 1_025)
        #expect(try server.registration(long).detail == "username: \(expected) 1025")
        #expect(try server.registration("user123", long).detail == "password: \(expected) 1025")
    }

    @Test func takenNameIs409() throws {
        _ = try server.register("user123")
        let answer = try server.registration("user123", "another password")
        #expect(answer.status == 409)
        #expect(answer.body == #"{"detail":"Username is taken"}"#)
    }

    @Test func passwordsHaveLimits() throws {
        let text = { (count: Int) in String(repeating: "é", count: count) }
        for count in [1, 7, 129] {
            let answer = try server.registration("user123", text(count))
            #expect(answer.status == 400)
            #expect(answer.detail == "password: expected 8 to 128 characters, not \(count)")
        }
        #expect(
            try server.registration("user12345", "USER12345").detail
                == "password: expected a password other than the username, not the same")
        #expect(
            try server.registration("user123", "password\u{7}").detail
                == "password: expected text, not control characters")
        for count in [8, 128] {
            #expect(try server.registration("user\(count)", text(count)).status == 201)
            #expect(try server.login("user\(count)", text(count)).status == 200)
        }
    }
}
