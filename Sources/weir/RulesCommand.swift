import ArgumentParser
import Detection
import Engine

/// `weir rules`: work on rule files.
struct RulesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules", abstract: "Work on rule files.", subcommands: [Check.self])

    /// `weir rules check DIR`.
    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Validate the rules of a folder; all errors at once, with file and line. Exits with 2 on errors.")

        @Argument(help: "Folder that holds the rule files (*.yaml).")
        var folder: String

        mutating func run() throws {
            do {
                let rules = try RuleFolder.load(folder)
                print("\(rules.rules.count) rule\(rules.rules.count == 1 ? "" : "s"), no errors")
            } catch {
                StandardError.write("\(error)\n\(error.problems.count) error\(error.problems.count == 1 ? "" : "s")\n")
                throw ExitCode(2)
            }
        }
    }
}
