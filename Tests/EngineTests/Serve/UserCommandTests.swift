import Foundation
import TestSupport
import Testing

/// `weir user`: accounts from the command line.
@Suite struct UserCommandTests {
    private static let password = "correct horse battery"
    private let folder: TemporaryFolder
    private let data: String

    init() throws {
        folder = try TemporaryFolder()
        data = folder.path + "/data"
    }

    /// Runs `weir user` on the test's store; whatever it says, the password is not in it.
    @discardableResult
    private func user(_ arguments: String..., input: String = password + "\n") throws -> Program.Outcome {
        let outcome = try Configured.run(["user"] + arguments + ["--data", data], input: input)
        #expect(!(outcome.output + outcome.errors).contains(Self.password))
        return outcome
    }

    private func add(_ name: String, _ options: String...) throws -> Program.Outcome {
        try Configured.run(
            ["user", "add", name, "--password-file", "-", "--data", data] + options, input: Self.password + "\n")
    }

    /// Name and role of each account.
    private func accounts() throws -> [[String]] {
        let list = try user("list")
        #expect(list.status == 0)
        return list.lines.dropFirst().map { $0.split(separator: " ").prefix(2).map(String.init) }
    }

    @Test func theFirstIsAnAdminAndLaterOnesAnalysts() throws {
        #expect(try add("alice").output == "alice is now an admin\n")
        #expect(try add("bob").output == "bob is now an analyst\n")
        #expect(try add("carol", "--role", "admin").output == "carol is now an admin\n")
        #expect(try accounts() == [["alice", "admin"], ["bob", "analyst"], ["carol", "admin"]])
        let row = try #require(try user("list").lines.last)
        #expect(row.contains(/^carol  admin    20[0-9-]{8}T[0-9:]{8}Z  [0-9a-f-]{36}$/), "\(row)")
    }

    @Test func theStoreIsForItsOwnerAlone() throws {
        #expect(try add("alice").status == 0)
        let attributes = try FileManager.default.attributesOfItem(atPath: data + "/weir.sqlite")
        #expect(attributes[.posixPermissions] as? Int == 0o600)
    }

    @Test func aNameIsTakenInWhateverCase() throws {
        #expect(try add("Alice").status == 0)
        let again = try add("alice")
        #expect(again.status == 1 && again.output == "")
        #expect(again.errors.hasPrefix("weir: the name \"alice\" is taken; choose another"))
        #expect(try user("role", "ALICE", "admin").output == "Alice is an admin already\n")
    }

    @Test func theLastAdminStays() throws {
        #expect(try add("alice").status == 0)
        for arguments in [["role", "alice", "analyst"], ["remove", "alice"]] {
            let outcome = try Configured.run(["user"] + arguments + ["--data", data])
            #expect(outcome.status == 1 && outcome.output == "")
            #expect(outcome.errors.hasPrefix("weir: alice is the last admin; make another first"))
        }
        #expect(try add("bob", "--role", "admin").status == 0)
        #expect(try user("role", "alice", "analyst").output.hasPrefix("alice is now an analyst; tokens"))
        #expect(try user("remove", "alice").output.hasPrefix("alice is removed"))
        #expect(try accounts() == [["bob", "admin"]])
    }

    @Test func anUnknownNameIsToldWithTheNearest() throws {
        #expect(try add("alice").status == 0)
        for arguments in [
            ["role", "alise", "admin"], ["password", "alise", "--password-file", "-"], ["remove", "alise"],
        ] {
            let outcome = try Configured.run(["user"] + arguments + ["--data", data], input: Self.password)
            #expect(outcome.status == 1)
            #expect(outcome.errors == "weir: there is no account \"alise\"; did you mean \"alice\"?\n")
        }
        #expect(try user("remove", "somebody").errors.hasSuffix("'weir user list' lists them\n"))
    }

    @Test func aPasswordComesFromAFileAndIsHashed() throws {
        let file = folder.write("password", Self.password + "\r\n")
        #expect(try user("add", "alice", "--password-file", file).status == 0)
        #expect(try user("password", "alice", "--password-file", "-", input: "another one, longer").status == 0)
        let stored = try Data(contentsOf: URL(fileURLWithPath: data + "/weir.sqlite"))
        let text = String(decoding: stored, as: UTF8.self)
        #expect(text.contains("$scrypt$ln="))
        #expect(!text.contains(Self.password) && !text.contains("another one, longer"))
    }

    @Test(arguments: [
        ("short", "password: expected 8 to 128 characters, not 5"), ("", "not 0"), ("alice-and-bob", "not the same"),
        ("two\nlines here", "not control characters"), (String(repeating: "x", count: 5_000), "holds no password"),
    ])
    func aPasswordThatBreaksTheRulesIsWrongUsage(_ password: String, _ words: String) throws {
        let outcome = try user("add", "Alice-and-Bob", "--password-file", "-", input: password + "\n")
        #expect(outcome.status == 2 && outcome.output == "")
        #expect(outcome.errors.hasPrefix("weir: ") && outcome.errors.contains(words), "\(outcome.errors)")
    }

    @Test func withoutATerminalAPasswordNeedsAFile() throws {
        let outcome = try Program.execute([
            "/usr/bin/setsid", "--wait", Program.path, "user", "add", "alice", "--data", data,
        ])
        #expect(outcome.status == 2)
        #expect(outcome.errors.hasPrefix("weir: there is no terminal to ask for the password on; give it with"))
        #expect(try user("add", "alice", "--password-file", "/nowhere").status == 2)
    }

    /// Asked twice, without showing it.
    @Test func aPasswordIsAskedForOnTheTerminal() throws {
        try Program.requireBuilt()
        func typed(_ second: String) throws -> Program.Outcome {
            // The keys come while the program asks: what comes before is thrown away.
            let keys = "(sleep 2; printf 'correct horsf\\177e battery\\r'; sleep 1; printf '\(second)\\r'; sleep 1)"
            let line = "\(keys) | script -qec \"'\(Program.path)' user add alice --data '\(data)'\" /dev/null"
            return try Program.execute(["/bin/sh", "-c", line])
        }
        let different = try typed("something else")
        #expect(different.status == 2 && different.output.contains("the two passwords differ; nothing was changed"))
        let outcome = try typed(Self.password)
        #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
        #expect(outcome.output.contains("Password for alice: ") && outcome.output.contains("alice is now an admin"))
        #expect(!outcome.output.contains("horse"))
    }

    @Test(arguments: [
        (["add", "alice", "--role", "sensor"], "one of 'admin' and 'analyst'"),
        (["add"], "Missing expected argument '<name>'"),
        (["add", "alice", "correct horse battery"], "Unexpected argument"),
        (["role", "alice"], "Missing expected argument '<role>'"),
        (["add", "alice", "--password", "x"], "Unknown option '--password'"),
    ])
    func wrongUsageIsTold(_ arguments: [String], _ words: String) throws {
        let outcome = try Configured.run(["user"] + arguments)
        #expect(outcome.status == 2 && outcome.output == "")
        #expect(outcome.errors.contains(words), "\(outcome.errors)")
    }

    @Test func aNameThatBreaksTheRulesIsWrongUsage() throws {
        let outcome = try add("a/b")
        #expect(outcome.status == 2)
        #expect(outcome.errors == "weir: username: expected a name without /, not one with it\n")
    }

    @Test func aStoreThatIsNotThereIsToldAndNotMade() throws {
        let outcome = try user("list")
        #expect(outcome.status == 1)
        #expect(
            outcome.errors.hasPrefix("weir: there is no store in \(data.debugDescription); name its folder with --data")
        )
        #expect(!FileManager.default.fileExists(atPath: data))
    }

    @Test func theStoreIsTheOneOfServe() throws {
        #expect(try add("alice").status == 0)
        let file = folder.write("weir.yaml", "data: \(data)\n")
        #expect(try Configured.run(["user", "list", "--config", file]).lines.count == 2)
        #expect(try Configured.run(["user", "list"], ["WEIR_DATA": data]).lines.count == 2)
        #expect(try Configured.run(["user", "list"], ["WEIR_DATTA": data]).status == 2)
    }
}
