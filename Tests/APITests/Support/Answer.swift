import Foundation
import TestSupport
import Testing

/// The answer to a request.
struct Answer {
    var status: Int
    /// By name in lower case; of several of one name the last.
    var headers: [String: String]
    var body: String
    /// The body's octets, which need not be text.
    var data: Data

    /// The body as a JSON object; empty for anything else.
    var object: [String: Any] {
        (try? JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any]) ?? [:]
    }

    subscript(_ field: String) -> Any? { object[field] }

    /// The text of an error.
    var detail: String? { self["detail"] as? String }

    /// The items of a list's page.
    var results: [[String: Any]] { self["results"] as? [[String: Any]] ?? [] }

    var id: Int? { self["id"] as? Int }

    /// Runs curl with these arguments, for two minutes at most.
    static func curl(_ arguments: [String], launcher: [String] = []) throws -> Answer {
        let folder = try TemporaryFolder()
        let outcome = try Program.execute(
            launcher + ["curl", "-sS", "--max-time", "100", "-D", folder.path + "/head", "-o", folder.path + "/body"]
                + arguments)
        try #require(outcome.status == 0, "curl \(arguments): \(outcome.errors)")
        return try Answer(head: try folder.text("head"), data: (try? Data(contentsOf: folder.url("body"))) ?? Data())
    }

    /// From the head as curl writes it; of several (100 Continue) the last.
    private init(head: String, data: Data) throws {
        let blocks = head.replacing("\r\n", with: "\n").components(separatedBy: "\n\n").filter { !$0.isEmpty }
        let lines = try #require(blocks.last).split(separator: "\n")
        status = try #require(lines.first?.split(separator: " ").dropFirst().first.flatMap { Int($0) })
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            if parts.count == 2 { headers[parts[0].lowercased()] = parts[1].trimmingCharacters(in: .whitespaces) }
        }
        self.headers = headers
        self.data = data
        body = String(data: data, encoding: .utf8) ?? ""
    }
}
