import Detection
import Features
import Packets
import Testing

@Suite("reasons in words")
struct ExplanationTests {
    private func sentence(_ feature: String, _ role: EntityRole, peer: IPAddress? = nil) -> String {
        Explanation(role: role, peer: peer, windowSeconds: 10).sentence(feature, observed: 212, expected: 2)
    }

    @Test("a pair's sentence names its other end, the window and what is usual")
    func pair() {
        #expect(
            sentence("distinct_destination_ports", .pair, peer: IPAddress("10.0.0.5"))
                == "opened 212 ports on 10.0.0.5 in 10 s; usual for such a pair of hosts is 2")
    }

    @Test("a victim is the one that receives")
    func victim() {
        #expect(
            sentence("syn_packets", .destination) == "received 212 SYN segments in 10 s; usual for such a target is 2")
    }

    @Test("a rhythm is of all visits, not of the window")
    func rhythm() {
        #expect(!sentence("beats", .pair).contains("in 10 s"))
    }

    @Test("every feature has words for every role, without a place left open", arguments: EntityRole.allCases)
    func complete(_ role: EntityRole) {
        for feature in Feature.all {
            let text = sentence(feature.name, role, peer: IPAddress("10.0.0.5"))
            #expect(!text.contains("#") && !text.contains("@"), "\(feature.name)")
            #expect(text.contains("212") || text.contains("21200 %"), "\(feature.name): \(text)")
            #expect(!text.contains("_"), "\(feature.name) has no words of its own")
            #expect(!text.contains("\(feature.name.replacing("_", with: " ")) 212"), "\(feature.name) is told by name")
        }
    }

    @Test("what is not in the registry is told by its name")
    func unknown() {
        #expect(sentence("old_feature", .source) == "old feature 212 in 10 s; usual for such a host is 2")
    }
}
