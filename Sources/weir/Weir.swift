import ArgumentParser

/// The command line.
@main
struct Weir: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "weir",
        abstract: "Measures a cluster's traffic, names attackers and holds them back.",
        version: Version.text,
        subcommands: [Analyze.self, ServeCommand.self, SensorCommand.self, UserCommand.self, RulesCommand.self])

    /// Parses and runs. Wrong usage exits with 2, as every other wrong configuration does.
    static func main() async {
        StandardStreams.prepare()
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            if let error = error as? OutputError {
                StandardError.write("weir: \(error)\n")
                Self.exit(withError: ExitCode(1))
            }
            guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
            StandardError.write("weir: " + message(for: error) + "\n" + "See 'weir --help'.\n")
            Self.exit(withError: ExitCode(2))
        }
    }
}

/// The program's version.
enum Version {
    static let text = "0.1.0"
}
