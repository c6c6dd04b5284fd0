import Detection
import Engine
import Foundation
import TestSupport
import Testing

/// The rules in the program are those of the folder `rules/`.
@Suite struct ShippedRulesTests {
    @Test func namesAndTextsAreThoseOfTheFolder() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Repository.rules)
            .filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
        #expect(ShippedRules.files.map(\.name).sorted() == names)
        for file in ShippedRules.files {
            #expect(file.text == (try Repository.text(file.path)), "\(file.path): build again")
        }
    }

    @Test func theFolderHasNoErrors() throws {
        let outcome = try Program.run("rules", "check", Repository.rules)
        #expect(outcome.status == 0)
        #expect(outcome.errors == "")
        #expect(outcome.output == "\(ShippedRules.files.count) rules, no errors\n")
    }

    @Test func everyKindButTheBaselinesOwnHasARule() throws {
        let kinds = Set(try ShippedRules.load().rules.map(\.kind))
        #expect(Set(Kind.allCases).subtracting(kinds) == [.anomaly])
    }

    /// What honest hosts reach now and then is named, and nothing is done about it.
    @Test func suspicionsAreLowAndNobodyIsListedForThem() throws {
        let suspicions = try ShippedRules.load().rules.filter { $0.id.hasSuffix("-suspected") }
        #expect(suspicions.count >= 10)
        for rule in suspicions {
            #expect(rule.severity == .low && rule.response.action == .none, "\(rule.id)")
        }
    }

    @Test func theFolderAndTheProgramSayTheSame() throws {
        let sample = Repository.samples + "/brute-ssh.pcap.gz"
        let shipped = try Program.run("analyze", "--format", "json", sample)
        let folder = try Program.run("analyze", "--format", "json", "--rules", Repository.rules, sample)
        #expect(!shipped.events("verdict").isEmpty)
        #expect(shipped.lines.dropLast() == folder.lines.dropLast())
    }
}
