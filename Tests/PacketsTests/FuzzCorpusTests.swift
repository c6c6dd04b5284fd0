import Foundation
import TestSupport
import Testing

@Suite("The fuzzer's seeds")
struct FuzzCorpusTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../Fuzz/corpus", directoryHint: .isDirectory).standardizedFileURL

    /// `UPDATE_GOLDEN=1` writes them.
    @Test("are the fixtures")
    func current() throws {
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            try? FileManager.default.removeItem(at: Self.folder)
            try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
            for seed in Fixtures.fuzzSeeds { try Data(seed.octets).write(to: Self.folder.appending(path: seed.name)) }
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
        #expect(Set(names) == Set(Fixtures.fuzzSeeds.map(\.name)))
        for seed in Fixtures.fuzzSeeds {
            #expect(try Data(contentsOf: Self.folder.appending(path: seed.name)) == Data(seed.octets))
        }
    }
}
