import TestSupport
import Testing

/// Rule files that are wrong, on every command that reads them: exit code 2, file and line, all at once.
@Suite struct BadRuleTests {
    let folder: TemporaryFolder
    static let good = """
        description: A test.
        entity: pair
        when:
          - window: 10
            all:
              - {feature: new_flows, at_least: 20, usual: 0}
        kind: port-scan
        severity: high
        action: monitor
        """
    /// The commands that take a folder of rules, which is to be added.
    static let commands = [
        ["analyze", "--format", "json", BadCaptureTests.sample, "--rules"],
        ["sensor", "--interface", "lo", "--data", "/nowhere/data", "--rules"], ["rules", "check"],
    ]

    init() throws { folder = try TemporaryFolder() }

    @Test(arguments: commands) func anUnknownFeatureAndAFileThatIsNoYAML(_ command: [String]) throws {
        folder.write("unknown.yaml", Self.good.replacing("new_flows", with: "new_flow"))
        folder.write("broken.yaml", "kind: [port-scan\n")
        let outcome = try Program.run(command + [folder.path])
        #expect(outcome.status == 2)
        #expect(outcome.output == "", "nothing is analysed by half of the rules")
        #expect(outcome.errors.contains(folder.path + "/unknown.yaml:6: there is no feature `new_flow`"))
        #expect(outcome.errors.contains("did you mean `new_flows`?"))
        #expect(outcome.errors.contains(folder.path + "/broken.yaml:"))
        #expect(outcome.errors.contains("is not YAML"))
    }

    @Test(arguments: commands) func aFileThatIsNoText(_ command: [String]) throws {
        folder.write("octets.yaml", [0xff, 0xfe, 0x00, 0xd8])
        let outcome = try Program.run(command + [folder.path])
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("/octets.yaml: is not YAML: it is not UTF-8 text"))
    }

    @Test(arguments: commands) func noFolderNoFilesOrAFile(_ command: [String]) throws {
        let file = folder.write("file.txt", Self.good)
        for (path, words) in [
            ("/nowhere/rules", "there is no such folder; give the folder"),
            (folder.path, "holds no rule files (*.yaml)"),
            (file, "is a file; give the folder"),
        ] {
            let outcome = try Program.run(command + [path])
            #expect(outcome.status == 2)
            #expect(outcome.errors.contains("\(path): \(words)"), "\(outcome.errors)")
        }
    }

    @Test func goodRulesAreUsedInsteadOfTheShippedOnes() throws {
        folder.write("mine.yaml", Self.good)
        let checked = try Program.run("rules", "check", folder.path)
        #expect(checked.status == 0 && checked.output == "1 rule, no errors\n")
        let outcome = try Program.run("analyze", "--format", "json", "--rules", folder.path, BadCaptureTests.sample)
        #expect(outcome.status == 0)
        let rules = try outcome.events("verdict").map { try JSONText.object($0)["rule"] as? String }
        #expect(!rules.isEmpty && rules.allSatisfy { $0 == "mine" })
    }
}
