import ArgumentParser

/// The command line.
@main
struct Weir: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "weir",
        abstract: "Measures a cluster's traffic, names attackers and holds them back.",
        version: Version.text,
        subcommands: [Analyze.self, RulesCommand.self])
}

/// The program's version.
enum Version {
    static let text = "0.1.0"
}
