import Accounts
import ArgumentParser
import Detection
import Foundation
import Packets
import Store

/// `weir user token`: long-lived tokens of sensors and enforcers.
struct UserTokenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Manage tokens of sensors and enforcers.",
        subcommands: [Add.self, List.self, Revoke.self])

    /// What a program may be.
    enum Role: String, CaseIterable, ExpressibleByArgument {
        case sensor, enforcer

        var stored: AccountRole {
            switch self {
            case .sensor: .sensor
            case .enforcer: .enforcer
            }
        }
    }

    /// `weir user token add NAME --role ROLE`.
    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a token and print it, once; only its digest is kept.")

        @Argument(help: "Name of the token, as of the node that has it.") var name: String
        @Option(help: "sensor or enforcer.") var role: Role
        @Option(help: "Days until it ends, 1 to 3650. Without, it lives until it is revoked.") var days: Int?
        @OptionGroup var folder: StoreOptions

        func validate() throws {
            if let days, !(1...3_650).contains(days) {
                throw ValidationError("--days must lie between 1 and 3650, not \(days)")
            }
        }

        mutating func run() throws {
            let name = try UserFailure.checking { () throws(CredentialError) in try UserName(self.name) }.text
            let token = ServiceToken.make()
            let now = Int64(Date().timeIntervalSince1970)
            let end = days.map { Timestamp(nanoseconds: (now + Int64($0) * 86_400) * 1_000_000_000) }
            try folder.withStore(isMade: true) { store in
                let outcome = try store.createServiceToken(
                    name: name, role: role.stored, digest: token.digest, expiresAt: end, by: "command line")
                guard case .created = outcome else {
                    throw UserFailure(
                        "a token \(name.debugDescription) exists; revoke it with 'weir user token revoke', or choose another name"
                    )
                }
            }
            // Alone on standard output, so that it can be written to a file.
            print(token.text)
            StandardError.write("This token is not shown again; keep it where only its \(role.rawValue) reads it.\n")
        }
    }

    /// `weir user token list`.
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List all tokens, oldest first, without what they are.")

        @OptionGroup var folder: StoreOptions

        mutating func run() throws {
            try folder.withStore { store in
                let rows = try store.serviceTokens().map { token in
                    [
                        token.name, token.role.rawValue, token.createdAt.toSeconds,
                        token.expiresAt?.toSeconds ?? "never",
                        token.lastUsedAt?.toSeconds ?? "never", token.createdBy,
                    ]
                }
                print(
                    PlainTable.text(["NAME", "ROLE", "CREATED", "EXPIRES", "LAST USED", "MADE BY"], rows),
                    terminator: "")
            }
        }
    }

    /// `weir user token revoke NAME`.
    struct Revoke: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "End a token.")

        @Argument(help: "Name of the token.") var name: String
        @OptionGroup var folder: StoreOptions

        mutating func run() throws {
            try folder.withStore { store in
                let wanted = (try? UserName(name).text) ?? name
                guard let token = try store.revokeServiceToken(name: wanted) else {
                    let near = Suggestion.nearest(to: wanted, among: try store.serviceTokens().map(\.name))
                    throw UserFailure(
                        "there is no token \(SettingFault.quoted(wanted))"
                            + (near.map { "; did you mean \($0.debugDescription)?" }
                                ?? "; 'weir user token list' lists them"))
                }
                print("\(token.name) is revoked")
            }
        }
    }
}
