import Capture
import Engine
import TestSupport
import Testing

/// Several capture threads have a ring each; a verdict's evidence is of all of them.
@Suite struct MemberEvidenceTests {
    private static var configuration: Pipeline.Configuration {
        var configuration = Pipeline.Configuration()
        configuration.evidence.ringBytes = 64 << 20
        return configuration
    }

    @Test(arguments: ["sweep-tcp.pcap.gz", "scan-decoys.pcap.gz", "flood-syn.pcap.gz", "brute-ssh.pcap.gz"])
    func evidenceOfSeveralIsThatOfOne(_ file: String) throws {
        let path = Repository.samples + "/" + file
        let one = try EvidenceFiles.evidence(of: [path])
        var members = Members(3, rules: try ShippedRules.load(), configuration: Self.configuration)
        var capture = try CaptureFile(path: path)
        while let frame = try capture.next() { members.process(frame) }
        members.finish()
        var several: [Evidence] = []
        for case .evidence(let evidence) in members.events { several.append(evidence) }
        #expect(!one.isEmpty && several.map(\.name).sorted() == one.map(\.name).sorted())
        for evidence in several {
            let other = try #require(one.first { $0.name == evidence.name })
            #expect(evidence.isComplete && evidence.packets == other.packets)
            let again = try EvidenceFiles.verdicts(of: evidence).map(EvidenceFiles.words)
            #expect(again.contains(EvidenceFiles.words(evidence.verdict)), "\(evidence.name)")
        }
    }
}
