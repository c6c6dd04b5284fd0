import Accounts
import ArgumentParser
import Foundation

/// Where a new password comes from: never from the command line, which everybody on the machine can read.
struct PasswordOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "File that holds the password, or - for standard input; without, it is asked for on the terminal.",
            valueName: "file"))
    var passwordFile: String?

    /// Reads the password and hashes it. What is wrong with it ends the program as wrong usage.
    func hash(for user: UserName) throws -> String {
        do {
            let text = try passwordFile.map(Self.read) ?? Self.ask(for: user.text)
            let password = try UserFailure.checking { () throws(CredentialError) in try Password(text, for: user) }
            return try PasswordHash.make(password)
        } catch let error as UserFailure {
            throw error.exit()
        }
    }

    /// Octets of a file at most.
    private static let maximumOctets = 4_096

    /// A file's text without the line break at its end.
    private static func read(_ path: String) throws -> String {
        let name = path == "-" ? "standard input" : path.debugDescription
        let data: Data
        do {
            let handle =
                path == "-" ? FileHandle.standardInput : try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            data = try handle.read(upToCount: maximumOctets + 1) ?? Data()
        } catch {
            throw UserFailure("\(name) cannot be read; name a file that holds the password", code: 2)
        }
        guard data.count <= maximumOctets, var text = String(data: data, encoding: .utf8) else {
            throw UserFailure("\(name) holds no password: it is not a short text in UTF-8", code: 2)
        }
        if text.hasSuffix("\r\n") || text.hasSuffix("\n") { text.removeLast() }
        return text
    }

    private static func ask(for name: String) throws -> String {
        guard var terminal = Terminal() else {
            throw UserFailure(
                "there is no terminal to ask for the password on; give it with --password-file FILE, or - for "
                    + "standard input", code: 2)
        }
        let first = try terminal.secret("Password for \(name): ")
        guard try terminal.secret("Again: ") == first else {
            throw UserFailure("the two passwords differ; nothing was changed", code: 2)
        }
        return first
    }
}
