import Foundation
import TestSupport

/// A row of `samples/INDEX.tsv`: a capture and its truth.
struct SampleCapture: CustomStringConvertible, Sendable {
    var file: String
    var label: String
    var kind: String
    var attackers: String
    var victims: String

    var path: String { Repository.samples + "/" + file }
    /// The golden file beside it.
    var goldenPath: String { Repository.samples + "/" + file.prefix { $0 != "." } + ".verdicts.jsonl" }
    var description: String { file }

    /// Every row; a bug in the table traps.
    static let all: [SampleCapture] = {
        let text = (try? String(contentsOfFile: Repository.samples + "/INDEX.tsv", encoding: .utf8)) ?? ""
        var rows = text.split(separator: "\n").map { $0.split(separator: "\t", omittingEmptySubsequences: false) }
        let header = rows.removeFirst().map(String.init)
        return rows.map { row in
            let field = { (name: String) in String(row[header.firstIndex(of: name)!]) }
            return SampleCapture(
                file: field("file"), label: field("label"), kind: field("kind"), attackers: field("attackers"),
                victims: field("victims"))
        }
    }()
}
