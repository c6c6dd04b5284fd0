import Detection
import Engine
import Foundation
import Packets
import TestSupport
import Testing

/// The packets around a verdict prove it: analysed again, they give it again.
@Suite struct EvidenceTests {
    @Test(arguments: SampleCapture.all) func packetsGiveTheVerdictAgain(_ capture: SampleCapture) throws {
        let all = try EvidenceFiles.evidence(of: [capture.path])
        #expect(!all.isEmpty || capture.label == "benign")
        for evidence in all {
            #expect(evidence.isComplete && evidence.packets > 0)
            // What was usual before is not in these packets.
            guard evidence.verdict.rule != nil else { continue }
            let again = try EvidenceFiles.verdicts(of: evidence).map(EvidenceFiles.words)
            #expect(again.contains(EvidenceFiles.words(evidence.verdict)), "\(evidence.name) gives \(again)")
        }
    }

    @Test func evidenceIsTheSameOnAnyNumberOfCores() throws {
        let paths = SampleCapture.all.map(\.path)
        // One that holds all, and one that comes round.
        for ringBytes in [64 << 20, 128 << 10] {
            let one = try EvidenceFiles.evidence(of: paths) { $0.ringBytes = ringBytes }
            #expect(one.count > 40)
            #expect(one.allSatisfy(\.isComplete) == (ringBytes > 128 << 10))
            let two = try EvidenceFiles.evidence(of: paths, cores: 2) { $0.ringBytes = ringBytes }
            #expect(one.map(\.pcapng) == two.map(\.pcapng))
        }
    }

    /// A scan of ports among the talk of others, with a payload that must not be seen.
    private func scan(_ change: (inout EvidenceConfiguration) -> Void) throws -> Evidence {
        var stage = try Stage {
            $0.evidence.ringBytes = 1 << 20
            change(&$0.evidence)
        }
        let secret = Array("my mother's maiden name is unknown to everybody but me".utf8)
        for number in 0..<300 {
            let time = Double(number) * 0.02
            let port = UInt16(1_000 + number)
            for frame in Traffic.refusal(.init("198.51.100.9", 40_000), .init("10.0.0.5", port)) {
                stage.feed(frame, at: time)
            }
            for frame in Traffic.exchange(.init("10.0.0.7", port), .init("10.0.0.8", 80), payload: secret) {
                stage.feed(frame, at: time + 0.001)
            }
            // Now and then, so that most of what the scanner does is in vain.
            for frame in Traffic.exchange(.init("198.51.100.9", port), .init("10.0.0.5", 80), payload: secret)
            where number % 20 == 0 {
                stage.feed(frame, at: time + 0.002)
            }
        }
        stage.finish()
        for case .evidence(let evidence) in stage.events where evidence.verdict.kind == .portScan { return evidence }
        throw NoEvidence()
    }

    private struct NoEvidence: Error {}

    /// They are metered at the time of the latest packet before them, and that is when they belong to a window.
    @Test func packetsThatCameLateAreThere() throws {
        var stage = try Stage { $0.evidence.ringBytes = 1 << 20 }
        for number in 0..<300 {
            let port = UInt16(1_000 + number)
            stage.feed(
                Traffic.udp(.init("10.0.0.7", port), .init("10.0.0.8", 9_000), payload: [1]),
                at: 1_000 + Double(number) * 0.02)
            for frame in Traffic.refusal(.init("198.51.100.9", 40_000), .init("10.0.0.5", port)) {
                stage.feed(frame, at: Double(number) * 0.02)
            }
        }
        stage.finish()
        var scans: [Evidence] = []
        for case .evidence(let found) in stage.events where found.verdict.kind == .portScan { scans.append(found) }
        let evidence = try #require(scans.first)
        #expect(evidence.verdict.time > Stage.time(1_000) && evidence.packets > 100)
    }

    @Test func packetsOfOthersAreLeftOut() throws {
        let evidence = try scan { _ in }
        let packets = try EvidenceFiles.packets(of: evidence)
        #expect(packets.count == evidence.packets && packets.count > 200)
        for packet in packets {
            let ends = [packet.octets[26..<30], packet.octets[30..<34]].map { Array($0) }
            #expect(ends.contains([198, 51, 100, 9]))
        }
        let until = evidence.verdict.time.advanced(bySeconds: 5)
        #expect(packets.allSatisfy { $0.time <= until })
    }

    @Test(arguments: [0, 1, 10, 64]) func payloadsAreCutWhereTheyAreSaidToBe(_ payloadOctets: Int) throws {
        let evidence = try scan { $0.payloadOctets = payloadOctets }
        let packets = try EvidenceFiles.packets(of: evidence)
        // Ethernet, IPv4 and TCP without options, as these frames are.
        #expect(packets.map(\.octets.count).max() == 54 + min(payloadOctets, 54))
        #expect(packets.contains { $0.original == 54 + 54 }, "what was on the wire is told")
        let isSeen = Data(evidence.pcapng).range(of: Data("my mother".utf8)) != nil
        #expect(isSeen == (payloadOctets >= 9))
        let again = try EvidenceFiles.verdicts(of: evidence).map(EvidenceFiles.words)
        #expect(again.contains(EvidenceFiles.words(evidence.verdict)))
    }

    @Test func namesAreKeptUnlessPayloadsAreOff() throws {
        let path = Repository.samples + "/dns-tunnel.pcap.gz"
        for (octets, isSeen) in [(0, false), (1, true)] {
            let all = try EvidenceFiles.evidence(of: [path]) { $0.payloadOctets = octets }
            let evidence = try #require(all.first { $0.verdict.kind == .dnsTunnel })
            let again = try EvidenceFiles.verdicts(of: evidence).map(EvidenceFiles.words)
            #expect(again.contains(EvidenceFiles.words(evidence.verdict)) == isSeen)
            let isSaid = Data(evidence.pcapng).range(of: Data("names are payload".utf8)) != nil
            #expect(isSaid == !isSeen)
        }
    }

    @Test func aRingThatDoesNotReachBackSaysSo() throws {
        let evidence = try scan { $0.ringBytes = 16 << 10 }
        #expect(!evidence.isComplete && evidence.packets > 0)
        #expect(Data(evidence.pcapng).range(of: Data(#""complete":false"#.utf8)) != nil)
    }

    @Test func evidenceIsBoundedAndSaysWhatIsLeftOut() throws {
        let whole = try scan { _ in }
        let part = try scan { $0.maximumBytes = 8 << 10 }
        #expect(whole.isComplete && !part.isComplete)
        // The comments come on top.
        #expect(part.pcapng.count < 12 << 10 && part.packets < whole.packets)
        let left = whole.packets - part.packets
        #expect(Data(part.pcapng).range(of: Data(#""left_out":\#(left)"#.utf8)) != nil)
        // The last before the verdict and the first after it are there.
        let time = whole.verdict.time
        let (all, kept) = (try EvidenceFiles.packets(of: whole), try EvidenceFiles.packets(of: part))
        #expect(kept.last { $0.time < time }?.octets == all.last { $0.time < time }?.octets)
        #expect(kept.first { $0.time >= time }?.octets == all.first { $0.time >= time }?.octets)
        #expect(kept.first?.time != all.first?.time)
    }

    @Test func noneIsKeptWhereNoneIsAskedFor() throws {
        var stage = try Stage()
        for number in 0..<300 {
            for frame in Traffic.refusal(.init("198.51.100.9", 40_000), .init("10.0.0.5", UInt16(1_000 + number))) {
                stage.feed(frame, at: Double(number) * 0.01)
            }
        }
        stage.finish()
        #expect(!stage.verdicts.isEmpty)
        #expect(!stage.events.contains { if case .evidence = $0 { true } else { false } })
    }

    @Test func moreVerdictsThanMayWaitAreCounted() throws {
        var stage = try Stage { $0.evidence.ringBytes = 8 << 20 }
        for source in 0..<100 {
            for port in 0..<120 {
                let source = Traffic.End("198.51.100.\(source)", 40_000)
                for frame in Traffic.refusal(source, .init("10.0.0.5", UInt16(1_000 + port))) {
                    stage.feed(frame, at: Double(port) * 0.005)
                }
            }
        }
        stage.finish()
        let kept = stage.events.count { if case .evidence = $0 { true } else { false } }
        let dropped = stage.pipeline.counters.dropped.first { $0.reason == "evidence_waiting_full" }
        #expect(kept == 64)
        #expect(Int(dropped?.count ?? 0) == stage.verdicts.count - kept)
    }
}
