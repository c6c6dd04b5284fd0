import Foundation
import TestSupport
import Testing

/// docs/operating.md lists the settings that there are. `UPDATE_GOLDEN=1` writes the list anew.
@Suite struct SettingsDocumentTests {
    @Test func theListInTheDocumentIsMadeFromTheCode() throws {
        let path = "docs/operating.md"
        let text = try Repository.text(path)
        let made = try Configured.run(["serve", "--help=markdown"])
        try #require(made.status == 0)
        let begin = "<!-- settings: made from the code by `make golden` -->\n"
        let end = "<!-- /settings -->"
        let before = try #require(text.components(separatedBy: begin).first)
        let after = try #require(text.components(separatedBy: end).last)
        try #require(before.count + after.count < text.count, "\(path) has no place for the settings")
        let expected = before + begin + "\n" + made.output + "\n" + end + after
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1", text != expected {
            try expected.write(toFile: Repository.root + "/" + path, atomically: true, encoding: .utf8)
        }
        #expect(try Repository.text(path) == expected, "`make golden` writes it anew")
    }

    /// The file in the document is one.
    @Test func theExampleOfAFileCanBeUsed() throws {
        let text = try Repository.text("docs/operating.md")
        let example = try #require(text.firstMatch(of: /```yaml\n(.*?)```/.dotMatchesNewlines()))
        let folder = try TemporaryFolder()
        let file = folder.write("weir.yaml", String(example.1).replacing("/etc/weir/", with: folder.path + "/"))
        for name in ["tls.crt", "tls.key"] { folder.write(name, "") }
        let settings = try Configured.settings(["--config", file])
        #expect(settings.values.count { $0.source.hasPrefix(file) } >= 5)
    }

    @Test func helpSaysTheUnitRangeAndDefault() throws {
        let help = try Configured.run(["serve", "--help"])
        #expect(help.status == 0 && help.errors == "")
        #expect(help.output.contains("USAGE: weir serve [options]"))
        #expect(help.output.contains("(days, 1…3650; default 30)"))
        #expect(help.lines.allSatisfy { $0.count <= 120 })
    }
}
