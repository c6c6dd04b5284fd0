import Accounts
import ArgumentParser
import Detection
import Foundation
import Packets
import Store

/// Which store `weir user` works on: the one that `weir serve` with the same configuration has.
struct StoreOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Folder of the store. Default as of weir serve.", valueName: "dir"))
    var data: String?

    @Option(help: ArgumentHelp("The file of settings of weir serve.", valueName: "file"))
    var config: String?

    /// Opens the store, runs `body` and closes the store. Tells what goes wrong and ends with its exit code.
    ///
    /// - Parameter isMade: Whether the store is made where it is missing.
    func withStore(isMade: Bool = false, _ body: (DataStore) throws -> Void) throws {
        let settings = try settings()
        do {
            if !isMade, !FileManager.default.fileExists(atPath: settings.data + "/" + DataStore.fileName) {
                throw UserFailure(
                    "there is no store in \(settings.data.debugDescription); name its folder with --data, or make an "
                        + "account first with 'weir user add'")
            }
            let store = try DataStore(folder: settings.data)
            try body(store)
            try store.close()
        } catch let error as StoreError {
            throw UserFailure(error.message).exit()
        } catch let error as UserFailure {
            throw error.exit()
        }
    }

    private func settings() throws -> ServeSettings {
        var arguments: [String] = []
        if let data { arguments.append("--data=\(data)") }
        if let config { arguments.append("--config=\(config)") }
        let flags = FlagReader(arguments, settings: ServeSettings.all)
        do {
            return try LoadedSettings.load(flags, environment: ProcessInfo.processInfo.environment).settings
        } catch {
            StandardError.write("weir: the configuration cannot be used\n\(error)\nSee 'weir serve --help'.\n")
            throw ExitCode(2)
        }
    }
}

extension DataStore {
    /// The account of this name, in whatever case.
    func named(_ name: String) throws -> Account {
        let key = (try? UserName(name).key) ?? name
        if let account = try account(key: key) { return account }
        let accounts = try accounts()
        let near = Suggestion.nearest(to: name, among: accounts.map(\.name))
        throw UserFailure(
            "there is no account \(SettingFault.quoted(name))"
                + (near.map { "; did you mean \($0.debugDescription)?" } ?? "; 'weir user list' lists them"))
    }
}

extension AccountRole {
    /// `an admin`.
    var phrase: String {
        switch self {
        case .admin: "an admin"
        case .analyst: "an analyst"
        case .sensor: "a sensor"
        case .enforcer: "an enforcer"
        }
    }
}

extension Timestamp {
    /// `2026-11-23T10:58:19Z`, for people.
    var toSeconds: String { "\(self)".prefix(19) + "Z" }
}
