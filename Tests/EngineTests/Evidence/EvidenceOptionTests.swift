import Foundation
import TestSupport
import Testing

/// `weir analyze --evidence`.
@Suite struct EvidenceOptionTests {
    private let sample = Repository.samples + "/brute-ssh.pcap.gz"

    @Test func eachVerdictHasAFileThatNobodyElseMayRead() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/new"
        let outcome = try Program.run("analyze", "--format", "json", "--evidence", path, sample)
        #expect(outcome.status == 0)
        let names = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
        #expect(!names.isEmpty && names.count == outcome.events("verdict").count)
        for name in names {
            let mode = try FileManager.default.attributesOfItem(atPath: path + "/" + name)[.posixPermissions]
            #expect(mode as? Int == 0o600)
            #expect(name.wholeMatch(of: /\d{8}T\d{6}Z-[a-z-]+-[0-9a-f._-]+\.pcapng/) != nil, "\(name)")
            let octets = try Data(contentsOf: URL(fileURLWithPath: path + "/" + name))
            // Each has the line of its verdict.
            #expect(outcome.events("verdict").contains { octets.range(of: Data($0.utf8)) != nil })
        }
        // Again, over what is there: the same files and the same octets.
        let first = try names.map { try Data(contentsOf: URL(fileURLWithPath: path + "/" + $0)) }
        #expect(try Program.run("analyze", "--cores", "2", "--evidence", path, sample).status == 0)
        #expect(try FileManager.default.contentsOfDirectory(atPath: path).sorted() == names)
        #expect(try names.map { try Data(contentsOf: URL(fileURLWithPath: path + "/" + $0)) } == first)
    }

    @Test func aFolderThatCannotBeMadeIsAnError() throws {
        let outcome = try Program.run("analyze", "--evidence", "/dev/null/x", sample)
        #expect(outcome.status == 1 && outcome.errors.contains("--evidence /dev/null/x cannot be made"))
    }

    @Test(arguments: ["--evidence-mebibytes=4097", "--evidence-payload-octets=1461", "--evidence-after-seconds=61"])
    func whatLiesOutOfRangeIsRefused(_ option: String) throws {
        #expect(try Program.run("analyze", option, sample).status == 2)
    }
}
