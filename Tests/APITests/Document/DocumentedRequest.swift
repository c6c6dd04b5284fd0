import Foundation
import TestSupport
import Testing

/// A request as the client's document writes it.
struct DocumentedRequest: CustomTestStringConvertible {
    var method: String
    /// With its query.
    var path: String
    var headers: [String]
    var body: String?

    var testDescription: String { "\(method) \(path)" }

    /// Every request of the document, in order.
    static func all() throws -> [DocumentedRequest] {
        let text = try Repository.text("Tests/APITests/Document/client-document.md")
        return text.matches(of: /```http\n(?<request>[^`]*)```/).compactMap {
            DocumentedRequest(String($0.output.request))
        }
    }

    private init?(_ text: String) {
        let parts = text.split(separator: "\n\n", maxSplits: 1)
        let lines = parts[0].split(separator: "\n").map(String.init)
        let words = lines[0].split(separator: " ")
        guard words.count == 2 else { return nil }
        (method, path) = (String(words[0]), String(words[1]))
        headers = Array(lines.dropFirst())
        body = parts.count > 1 ? String(parts[1]) : nil
    }

    /// The arguments of curl; `<token>` stands for the user's.
    func arguments(base: String, token: String) -> [String] {
        let headers = headers.map { $0.replacing("<token>", with: token) }
        return ["-X", method] + headers.flatMap { ["-H", $0] } + (body.map { ["--data-binary", $0] } ?? [])
            + [base + path]
    }
}
