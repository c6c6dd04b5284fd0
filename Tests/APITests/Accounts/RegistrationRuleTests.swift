import Foundation
import TestSupport
import Testing

/// When registration is open, by address and by setting.
@Suite struct RegistrationRuleTests {
    private let closed = #"{"detail":"Registration is closed"}"#

    @Test func onOtherAddressesThanLoopbackOnlyTheFirstMayRegister() throws {
        let server = try RunningServer(["--listen", "0.0.0.0:0"])
        let token = try server.register("admin")
        #expect(try server.me(token)["role"] as? String == "admin")
        let answer = try server.registration("analyst")
        #expect(answer.status == 403)
        #expect(answer.body == closed)
        // Also for a name that is taken, which nobody is told thereby.
        #expect(try server.registration("admin").body == closed)
        #expect(try server.login("admin").status == 200)
        // Still so after a restart.
        #expect(server.stop() == 0)
        let again = try RunningServer(["--listen", "0.0.0.0:0"], folder: server.folder)
        #expect(try again.registration("analyst").body == closed)
        #expect(try again.me(token).status == 200)
    }

    @Test func ofManyFirstUsersAtOnceOneIsLetIn() throws {
        let server = try RunningServer(["--listen", "0.0.0.0:0"])
        let codes = try server.statuses(
            "/api/auth/register/", (1...6).map { #"{"username":"user\#($0)","password":"password123"}"# })
        #expect(codes == ["201"] + Array(repeating: "403", count: 5))
    }

    @Test func ofManyOfOneNameAtOnceOneIsLetIn() throws {
        let server = try RunningServer()
        let body = #"{"username":"user123","password":"password123"}"#
        let codes = try server.statuses("/api/auth/register/", Array(repeating: body, count: 6))
        #expect(codes == ["201"] + Array(repeating: "409", count: 5))
    }

    @Test func ofManyFirstUsersAtOnceOneIsAdmin() throws {
        let server = try RunningServer()
        let codes = try server.statuses(
            "/api/auth/register/", (1...6).map { #"{"username":"user\#($0)","password":"password123"}"# })
        #expect(codes == Array(repeating: "201", count: 6))
        let list = try server.user("list").split(separator: "\n").dropFirst()
        #expect(list.count == 6)
        #expect(list.count { $0.contains(" admin ") } == 1)
    }

    @Test func closedIsClosedToTheFirstAsWell() throws {
        let server = try RunningServer(["--registration", "closed"])
        let answer = try server.registration("admin")
        #expect(answer.status == 403)
        #expect(answer.body == closed)
        // Who has the machine makes accounts there.
        try server.user("add", "admin", "--password-file", "-", input: "password123\n")
        let token = try #require(try server.login("admin")["token"] as? String)
        #expect(try server.me(token)["role"] as? String == "admin")
        #expect(try server.registration("analyst").body == closed)
    }

    @Test func openIsOpenOnEveryAddress() throws {
        let server = try RunningServer(["--listen", "0.0.0.0:0", "--registration", "open"])
        for name in ["one", "two", "three"] { #expect(try server.registration(name).status == 201) }
    }
}
