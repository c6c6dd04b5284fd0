import ArgumentParser
import Foundation

/// `weir serve`: the HTTP API, with a sensor in the same process where asked.
///
/// Its flags are made from `ServeSettings.all`, as are its variables, its file and its documentation, so that they are read
/// here rather than declared.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serve the HTTP API, with a sensor in the same process where asked.",
        usage: "weir serve [options]", discussion: "'weir serve --help' lists the settings.")

    @Argument(parsing: .captureForPassthrough, help: .hidden)
    var arguments: [String] = []

    mutating func run() async throws {
        let flags = FlagReader(arguments, settings: ServeSettings.all)
        switch flags.request {
        case .help: return print(SettingsText.help(), terminator: "")
        case .markdown: return print(SettingsText.markdown(), terminator: "")
        case .version: return print(Version.text)
        case .check, nil: break
        }
        let loaded: LoadedSettings
        do {
            loaded = try LoadedSettings.load(flags, environment: ProcessInfo.processInfo.environment)
        } catch {
            StandardError.write("weir: the configuration cannot be used\n\(error)\nSee 'weir serve --help'.\n")
            throw ExitCode(2)
        }
        if flags.request == .check { return print(SettingsText.inForce(loaded), terminator: "") }
        try await Serve.run(loaded.settings)
    }
}
