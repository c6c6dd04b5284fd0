import Detection
import Features
import Foundation
import Packets
import Testing

@Suite("The gate before the rules")
struct RuleGateTests {
    private static let amounts = Feature.all.map(\.name).filter { name in
        // Those that are counted, not computed, and those of sets.
        ![
            "_share", "_ratio", "_entropy", "_per_", "beat", "streak", "incomplete", "one_way", "probes", "unaddressed",
            "dhcp",
        ]
        .contains {
            name.contains($0)
        } && !computed.contains(name)
    }
    private static let computed =
        ["dns_name_octets", "dns_answer_octets"] + Feature.all.filter { $0.source == "docs/decoding.md" }.map(\.name)

    /// The rules that ship, as texts by their names.
    private static func shipped() throws -> RuleSet {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../rules").standardized
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "yaml" }
        return try RuleSet(
            files: files.map { file in
                RuleFile(
                    path: file.path(), name: file.deletingPathExtension().lastPathComponent,
                    text: try String(contentsOf: file, encoding: .utf8))
            })
    }

    /// Windows of an entity over some seconds, in which a few features are small or about as great as rules ask for.
    private static func windows(_ role: EntityRole, _ random: inout SeededRandom) -> (EntityWindowsBox, Int64) {
        var windows = EntityWindows(playing: Entity(role, IPAddress(v4: 1)))
        var second = Int64.random(in: 0..<2_000, using: &random)
        var names: [String] = []
        for _ in 0..<Int.random(in: 0...8, using: &random) { names.append(amounts.randomElement(using: &random) ?? "") }
        for _ in 0..<Int.random(in: 1...6, using: &random) {
            second += [1, 1, 4, 5, 29, 299, 700].randomElement(using: &random) ?? 1
            windows.play([:], second: second)
            for name in names where Bool.random(using: &random) {
                let least = [1, 5, 20, 100, 1_000, 300_000, Int.max].randomElement(using: &random) ?? 1
                let most = name.contains("distinct") || name.contains("probed") ? min(least, 200) : least
                windows.play(name, Int.random(in: 0...most, using: &random))
            }
        }
        return (EntityWindowsBox(windows), second)
    }

    @Test("keeps out nothing in which a rule that ships finds something", arguments: EntityRole.allCases)
    func shipped(_ role: EntityRole) throws {
        let detector = RuleDetector(try Self.shipped())
        var random = SeededRandom(state: UInt64(role.rawValue) + 1)
        var matched = 0
        for _ in 0..<30_000 {
            let (box, second) = Self.windows(role, &random)
            let all = detector.findingsBehindGate(in: box.windows)
            let found = detector.findings(in: box.windows, second: second)
            matched += all.isEmpty ? 0 : 1
            #expect(Self.text(all) == Self.text(found))
        }
        #expect(role == .domain || matched > 300, "\(matched) windows in which something is found")
    }

    @Test("keeps out nothing, whatever rules say", arguments: UInt64(1)...200)
    func random(_ seed: UInt64) throws {
        var random = SeededRandom(state: seed)
        var text = "description: Random.\nentity: source\nwhen:\n"
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            text += "  - window: \([1, 10, 60, 600].randomElement(using: &random) ?? 1)\n    all:\n"
            for _ in 0..<Int.random(in: 1...2, using: &random) {
                let name = Feature.all.randomElement(using: &random)?.name ?? ""
                let word = Int.random(in: 0..<4, using: &random) == 0 ? "at_most" : "at_least"
                let bound = ["0", "0.5", "1", "2.5", "20", "5e9", "1e20"].randomElement(using: &random) ?? "1"
                text += "      - {feature: \(name), \(word): \(bound), usual: 1}\n"
            }
        }
        text += "kind: anomaly\nseverity: low\naction: none\nnormal_share: 0.9\n"
        let detector = RuleDetector(RuleSet([try RuleTexts.rule(text)]))
        for _ in 0..<300 {
            let (box, second) = Self.windows(.source, &random)
            let all = Self.text(detector.findingsBehindGate(in: box.windows))
            #expect(all == Self.text(detector.findings(in: box.windows, second: second)), "\(text)")
        }
    }

    private static func text(_ findings: [Finding]) -> [String] {
        findings.map { "\($0.rule ?? "") \($0.span) \($0.score) \($0.reasons)" }
    }
}

/// Windows that can be handed on.
final class EntityWindowsBox {
    let windows: EntityWindows

    init(_ windows: consuming EntityWindows) { self.windows = windows }
}
