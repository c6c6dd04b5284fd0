import Accounts
import ArgumentParser
import Store

/// `weir user`: accounts, and tokens of sensors and enforcers, from the command line.
///
/// Works beside a server that runs: it looks an account up at each request.
struct UserCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user", abstract: "Manage accounts, and tokens of sensors and enforcers.",
        discussion: """
            Works on the store directly, also while a server runs on it. Exits with 0 when done, 1 when it could not be \
            done (a name that is taken or unknown, the last admin, an unusable store), 2 for wrong usage.
            """,
        subcommands: [
            Add.self, SetRole.self, SetPassword.self, List.self, Remove.self, UserTokenCommand.self,
        ])

    /// What a person may be.
    enum Role: String, CaseIterable, ExpressibleByArgument {
        case admin, analyst

        var stored: AccountRole {
            switch self {
            case .admin: .admin
            case .analyst: .analyst
            }
        }
    }

    /// `weir user add NAME`.
    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make an account; its password is asked for on the terminal.")

        @Argument(help: "Name of the account.") var name: String
        @Option(help: "admin or analyst. Default admin for the first account, analyst for others.") var role: Role?
        @OptionGroup var password: PasswordOptions
        @OptionGroup var folder: StoreOptions

        mutating func run() throws {
            let user = try UserFailure.checking { () throws(CredentialError) in try UserName(name) }
            let hash = try password.hash(for: user)
            try folder.withStore(isMade: true) { store in
                let outcome = try store.createAccount(
                    name: user.text, key: user.key, passwordHash: hash, role: role?.stored)
                guard case .created(let account) = outcome else {
                    throw UserFailure(
                        "the name \(user.text.debugDescription) is taken; choose another, or change it with "
                            + "'weir user password' and 'weir user role'")
                }
                print("\(account.name) is now \(account.role.phrase)")
            }
        }
    }

    /// `weir user role NAME ROLE`.
    struct SetRole: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "role", abstract: "Change an account's role; its tokens end.")

        @Argument(help: "Name of the account.") var name: String
        @Argument(help: "admin or analyst.") var role: Role
        @OptionGroup var folder: StoreOptions

        mutating func run() throws {
            try folder.withStore { store in
                let account = try store.named(name)
                let changed = try UserFailure.checking(
                    try store.setRole(uuid: account.uuid, role: role.stored), of: account)
                print(
                    changed.generation == account.generation
                        ? "\(account.name) is \(role.stored.phrase) already"
                        : "\(account.name) is now \(role.stored.phrase); tokens given out before have ended")
            }
        }
    }

    /// `weir user password NAME`.
    struct SetPassword: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "password", abstract: "Change an account's password; its tokens end.")

        @Argument(help: "Name of the account.") var name: String
        @OptionGroup var password: PasswordOptions
        @OptionGroup var folder: StoreOptions

        mutating func run() throws {
            try folder.withStore { store in
                let account = try store.named(name)
                let user = try UserFailure.checking { () throws(CredentialError) in try UserName(account.name) }
                let hash = try password.hash(for: user)
                _ = try UserFailure.checking(try store.setPassword(uuid: account.uuid, hash: hash), of: account)
                print("\(account.name) has a new password; tokens given out before have ended")
            }
        }
    }

    /// `weir user list`.
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List all accounts, oldest first.")

        @OptionGroup var folder: StoreOptions

        mutating func run() throws {
            try folder.withStore { store in
                let rows = try store.accounts().map { account in
                    [account.name, account.role.rawValue, account.createdAt.toSeconds, "\(account.uuid)".lowercased()]
                }
                print(PlainTable.text(["NAME", "ROLE", "CREATED", "UUID"], rows), terminator: "")
            }
        }
    }

    /// `weir user remove NAME`.
    struct Remove: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Remove an account with its tokens and bindings; its commands stay in the history.")

        @Argument(help: "Name of the account.") var name: String
        @OptionGroup var folder: StoreOptions

        mutating func run() throws {
            try folder.withStore { store in
                let account = try store.named(name)
                _ = try UserFailure.checking(try store.removeAccount(uuid: account.uuid), of: account)
                print("\(account.name) is removed; tokens given out before have ended")
            }
        }
    }
}
