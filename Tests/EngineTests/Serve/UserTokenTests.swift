import Foundation
import TestSupport
import Testing

/// `weir user token`: tokens of sensors and enforcers.
@Suite struct UserTokenTests {
    private let folder: TemporaryFolder
    private let data: String

    init() throws {
        folder = try TemporaryFolder()
        data = folder.path + "/data"
    }

    private func token(_ arguments: String...) throws -> Program.Outcome {
        try Configured.run(["user", "token"] + arguments + ["--data", data])
    }

    @Test func isPrintedOnceAndOnlyItsDigestKept() throws {
        let made = try token("add", "node-1", "--role", "sensor")
        #expect(made.status == 0)
        #expect(made.output.contains(/^weir_[0-9A-Za-z]{49}\n$/), "\(made.output)")
        #expect(made.errors.hasPrefix("This token is not shown again"))
        let secret = made.output.dropFirst(5).dropLast()
        #expect(!made.errors.contains(secret))
        #expect(!(try token("list").output.contains(secret)))
        for name in try FileManager.default.contentsOfDirectory(atPath: data) {
            let octets = try Data(contentsOf: URL(fileURLWithPath: data + "/" + name))
            #expect(octets.range(of: Data(secret.utf8)) == nil)
        }
    }

    @Test func areListedAndRevoked() throws {
        #expect(try token("add", "node-1", "--role", "sensor").status == 0)
        #expect(try token("add", "edge", "--role", "enforcer", "--days", "30").status == 0)
        let list = try token("list").lines
        #expect(list.count == 3)
        #expect(list[0].contains(/^NAME +ROLE +CREATED +EXPIRES +LAST USED +MADE BY$/))
        #expect(list[1].contains(/^node-1 +sensor +20[^ ]+Z +never +never +command line$/), "\(list[1])")
        #expect(list[2].contains(/^edge +enforcer +20[^ ]+Z +20[^ ]+Z +never +command line$/), "\(list[2])")
        #expect(try token("revoke", "node-1").output == "node-1 is revoked\n")
        #expect(try token("list").lines.count == 2)
        let again = try token("revoke", "edg")
        #expect(again.status == 1)
        #expect(again.errors == "weir: there is no token \"edg\"; did you mean \"edge\"?\n")
    }

    @Test func aNameIsTakenUntilItIsRevoked() throws {
        #expect(try token("add", "edge", "--role", "enforcer").status == 0)
        let taken = try token("add", "edge", "--role", "enforcer")
        #expect(taken.status == 1 && taken.output == "")
        #expect(taken.errors.hasPrefix("weir: a token \"edge\" exists; revoke it"))
        #expect(try token("revoke", "edge").status == 0)
        #expect(try token("add", "edge", "--role", "enforcer").status == 0)
    }

    @Test(arguments: [
        (["add", "edge"], "Missing expected argument '--role <role>'"),
        (["add", "edge", "--role", "admin"], "one of 'sensor' and 'enforcer'"),
        (["add", "edge", "--role", "sensor", "--days", "0"], "--days must lie between 1 and 3650, not 0"),
        (["revoke"], "Missing expected argument '<name>'"),
    ])
    func wrongUsageIsTold(_ arguments: [String], _ words: String) throws {
        let outcome = try Configured.run(["user", "token"] + arguments)
        #expect(outcome.status == 2 && outcome.output == "")
        #expect(outcome.errors.contains(words), "\(outcome.errors)")
    }
}
