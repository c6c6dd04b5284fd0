import Foundation
import TestSupport
import Testing

/// docs/operating.md explains the options that there are, and the examples of the documents can be typed.
@Suite struct DocumentedOptionsTests {
    static var option: Regex<Substring> { /--[a-z][a-z-]+/ }

    /// The options that a command's help lists.
    private func helped(_ command: String...) throws -> Set<String> { try helped(command) }

    private func helped(_ command: [String]) throws -> Set<String> {
        let help = try Program.run(command + ["--help"])
        try #require(help.status == 0)
        let list = try #require(help.output.split(separator: "\nOPTIONS:").last)
        let options = list.split(separator: "\n").filter { $0.hasPrefix("  -") }
        return Set(options.flatMap { $0.prefix(40).matches(of: Self.option).map { String($0.output) } })
            .subtracting(["--help", "--version"])
    }

    /// The options that the rows of a section's tables begin with.
    private func documented(_ section: String) throws -> Set<String> {
        let parts = try Repository.text("docs/operating.md").components(separatedBy: "\n## ")
        let text = try #require(
            parts.first { $0.hasPrefix(section + "\n") }, "docs/operating.md has no section \(section)")
        let rows = text.split(separator: "\n").filter { $0.hasPrefix("| `--") }
        return Set(rows.flatMap { $0.split(separator: "|")[0].matches(of: Self.option).map { String($0.output) } })
    }

    @Test func everyOptionOfAnalyzeIsExplainedAndNoneThatIsNot() throws {
        #expect(try documented("weir analyze") == (try helped("analyze")))
    }

    @Test func everyOptionOfSensorIsExplainedAndNoneThatIsNot() throws {
        let shared = try helped("analyze").intersection(try helped("sensor")).subtracting(["--format", "--cores"])
        #expect(try documented("weir sensor") == (try helped("sensor")).subtracting(shared))
    }

    @Test func everyOptionOfServeIsExplainedAndNoneThatIsNot() throws {
        #expect(try documented("weir serve") == (try helped("serve")))
    }

    @Test func everyOptionOfUserIsExplainedAndNoneThatIsNot() throws {
        #expect(try documented("weir user") == (try helpedOfUser()))
    }

    private func helpedOfUser() throws -> Set<String> {
        let commands = [
            ["add"], ["role"], ["password"], ["list"], ["remove"], ["token", "add"], ["token", "list"],
            ["token", "revoke"],
        ]
        return try commands.reduce(into: []) { $0.formUnion(try helped(["user"] + $1)) }
    }

    @Test(arguments: [
        "README.md", "docs/README.zh-CN.md", "docs/operating.md", "rules/README.md", "CONTRIBUTING.md",
        "docs/architecture.md", "samples/README.md",
    ])
    func commandsInExamplesHaveOnlyOptionsThatThereAre(_ document: String) throws {
        let known = [
            "analyze": try helped("analyze"), "sensor": try helped("sensor"), "rules": [], "serve": try helped("serve"),
            "user": try helpedOfUser(),
        ]
        let commands = try Repository.text(document).matches(of: /weir (analyze|sensor|rules|serve|user) ([^`\n|]*)/)
        for command in commands {
            let options = command.output.2.matches(of: Self.option).map { String($0.output) }
            let unknown = Set(options).subtracting(known[String(command.output.1)] ?? []).subtracting(["--help"])
            #expect(unknown == [], "\(document): \(command.output.0)")
        }
    }
}
