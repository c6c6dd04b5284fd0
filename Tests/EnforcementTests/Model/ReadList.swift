import Enforcement
import Packets
import Testing

/// A list as its reader understands it.
struct ReadList {
    struct Line {
        var block: IPPrefix
        /// Time-out; nil: for good, or a form that has none.
        var seconds: Int64?
        var action: String
    }

    var lines: [Line] = []

    init(_ format: BlocklistFormat, _ text: String) throws {
        for row in text.split(separator: "\n") where !row.hasPrefix("#") {
            let words = row.split(separator: " ").map(String.init)
            switch format {
            case .plain:
                try add(words[0])
            case .nginx:
                #expect(words.count == 2 && words[0] == "deny" && words[1].hasSuffix(";"), "\(row)")
                try add(String(words[1].dropLast()))
            case .haproxy:
                try add(words[0], action: words[1])
            case .ipset where words[0] == "add":
                let timeout = try #require(Int64(words[4]))
                try add(words[2], timeout == 0 ? nil : timeout)
            case .nft where words[0] == "define":
                let elements = row.drop { $0 != "{" }.dropFirst().dropLast().split(separator: ",")
                for element in elements.map({ $0.split(separator: " ") }) {
                    let timeout = element.count > 1 ? Int64(element[2].dropLast()) : nil
                    #expect(element.count == 1 || timeout != nil, "\(element)")
                    try add(String(element[0]), timeout)
                }
            case .ipset, .nft:
                break
            }
        }
    }

    private mutating func add(_ text: String, _ seconds: Int64? = nil, action: String = "block") throws {
        lines.append(Line(block: try #require(IPPrefix(text), "\(text)"), seconds: seconds, action: action))
    }

    /// The lines that an address matches.
    func matches(_ address: IPAddress) -> [Line] { lines.filter { $0.block.contains(address) } }
}
