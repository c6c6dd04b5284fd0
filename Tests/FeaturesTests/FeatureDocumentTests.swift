import Features
import Foundation
import Testing

@Suite("The page about features")
struct FeatureDocumentTests {
    private static let page = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../docs/features.md").standardizedFileURL

    /// `UPDATE_GOLDEN=1` writes it.
    @Test("is what the registry says")
    func current() throws {
        let markdown = FeatureDocument.markdown()
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            try Data(markdown.utf8).write(to: Self.page)
        }
        let written = try String(contentsOf: Self.page, encoding: .utf8)
        #expect(written == markdown, "run the test with UPDATE_GOLDEN=1 and review the difference")
    }

    @Test("has a line for every feature, in order")
    func complete() {
        let names = FeatureDocument.markdown().split(separator: "\n").compactMap { line in
            line.hasPrefix("| `") ? line.split(separator: "`")[1] : nil
        }
        #expect(names.map(String.init) == Feature.all.map(\.name))
    }
}

@Suite("The registry")
struct FeatureRegistryTests {
    @Test("has unique names in snake case, units, and meanings that are sentences")
    func entries() {
        #expect(Set(Feature.all.map(\.name)).count == Feature.all.count)
        for feature in Feature.all {
            #expect(feature.name.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 95 })
            #expect(
                !feature.unit.isEmpty && !feature.source.isEmpty && feature.meaning.hasSuffix("."), "\(feature.name)")
        }
    }

    @Test("finds every feature by name and none by another")
    func names() {
        for feature in Feature.all { #expect(Feature(named: feature.name) == feature) }
        #expect(Feature(named: "") == nil && Feature(named: "Forward_Packets") == nil)
    }
}
