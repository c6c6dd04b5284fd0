import Capture
import Detection
import Engine
import Packets
import TestSupport
import Testing

/// What several members find together is what one pipeline finds.
@Suite struct MembersTests {
    /// What is said of whom and when, and every second's totals, in order of text: within a second the order is another.
    ///
    /// Numbers within a verdict may differ by a packet or two, as they do with another number of parts: which flow of an
    /// entity is folded first decides what of it comes before the entity is let in.
    private static func text(_ events: [EngineEvent]) -> [String] {
        events.map { event in
            switch event {
            case .second(let time, let totals): "\(time) \(totals)"
            case .verdict(let verdict), .incident(let verdict):
                """
                \(verdict.time) \(verdict.kind) \(verdict.role) \(verdict.entity) \(verdict.peer.map { "\($0)" } ?? "") \
                \(verdict.severity) \(verdict.proofOfPath)
                """
            case .blacklist(let entry): "\(entry.createdAt) \(entry.address) \(entry.action)"
            case .flow, .evidence, .baseline: "what nobody asked for"
            }
        }.sorted()
    }

    private static var configuration: Pipeline.Configuration {
        var configuration = Pipeline.Configuration()
        configuration.emitsSeconds = true
        return configuration
    }

    @Test(arguments: SampleCapture.all) func aCaptureIsTheSameAsWithOne(_ capture: SampleCapture) throws {
        var pipeline = Pipeline(rules: try ShippedRules.load(), configuration: Self.configuration)
        var file = try CaptureFile(path: capture.path)
        while let frame = try file.next() { pipeline.process(frame) }
        pipeline.finish()
        let one = Self.text(pipeline.takeEvents())
        for count in [2, 3] {
            var members = Members(count, rules: try ShippedRules.load(), configuration: Self.configuration)
            var file = try CaptureFile(path: capture.path)
            while let frame = try file.next() { members.process(frame) }
            members.finish()
            let several = Self.text(members.events)
            #expect(several == one, "\(count) members: \(Set(several).symmetricDifference(one).sorted())")
            let counters = members.merge.counters
            #expect(counters.packets == pipeline.counters.packets)
            #expect(counters.flows == pipeline.counters.flows)
            #expect(counters.mergeOverflow == 0)
        }
    }

    /// Flows that end in a table that is full have nowhere to go once all parcels wait; those that go on are told later.
    @Test func aMemberWhoseParcelsNobodyTakesGoesOnAndCountsWhatIsLost() throws {
        var configuration = Self.configuration
        configuration.flows.capacity = 1_000
        var members = Members(1, rules: try ShippedRules.load(), configuration: configuration)
        let count = 300_000
        for number in 0..<count {
            let source = IPAddress(v4: 0x0A00_0000 + UInt32(number))
            let octets = Frames.ethernet(
                0x0800, Frames.ipv4(.tcp, Frames.tcp([.syn], payload: []), from: source, to: IPAddress(v4: 1)))
            let frame = Frame(
                timestamp: Stage.time(0), originalLength: octets.count, linkType: .ethernet, octets: octets.span)
            members.members[0].write { $0.process(frame) }
        }
        members.members[0].write { $0.advance(to: Stage.time(1)) }
        members.finish()
        let counters = members.merge.counters
        #expect(counters.packets == count && counters.flows == count)
        #expect(counters.mergeOverflow > 0)
        #expect(counters.dropped.contains { $0.reason == "merge_queue_full" && $0.count == counters.mergeOverflow })
        var folded: UInt64 = 0
        for case .second(_, let totals) in members.events { folded += totals.packets }
        #expect(folded + counters.mergeOverflow == count, "each packet is folded or counted")
    }
}
