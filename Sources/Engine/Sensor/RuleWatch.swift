import Detection
import Foundation

/// Notices when a folder of rules changes, by names, sizes and times of its files.
struct RuleWatch: Sendable {
    private let folder: String
    private var signature: [String]

    init(_ folder: String) {
        self.folder = folder
        signature = Self.signature(of: folder)
    }

    enum Change {
        case rules(RuleSet)
        case errors(RuleErrors)
    }

    /// What the folder holds now, where it is not what it held at the last call.
    mutating func change() -> Change? {
        let now = Self.signature(of: folder)
        guard now != signature else { return nil }
        signature = now
        do throws(RuleErrors) {
            return .rules(try RuleFolder.load(folder))
        } catch {
            return .errors(error)
        }
    }

    private static func signature(of folder: String) -> [String] {
        let files = FileManager.default
        let names = (try? files.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasSuffix(".yaml") }.sorted().map { name in
            let attributes = try? files.attributesOfItem(atPath: folder + "/" + name)
            let changed = (attributes?[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
            return "\(name) \(attributes?[.size] ?? 0) \(changed)"
        }
    }
}
