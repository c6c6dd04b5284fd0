/// What a rule file's text must be before a YAML parser may see it, so that no file takes the memory or the time of the
/// program: small, shallow, and without references that multiply.
enum RuleText {
    /// Octets of UTF-8 at most.
    static let limit = 65_536
    /// Columns that a line may be indented by, and brackets that may be open, at most.
    static let depth = 64

    /// The first thing that is wrong with the text, and its line from 1; 0 for the whole file.
    static func defect(in text: String) -> (line: Int, message: String)? {
        let size = text.utf8.count
        guard size <= limit else { return (0, "holds \(size) octets; a rule file holds \(limit) at most") }
        var open = 0
        for (index, line) in lines(of: text).enumerated() {
            if indentation(of: line) > depth { return (index + 1, "is indented by more than \(depth) columns") }
            for scalar in line {
                if scalar == "[" || scalar == "{" { open += 1 }
                if scalar == "]" || scalar == "}" { open = max(0, open - 1) }
                if open > depth { return (index + 1, "more than \(depth) brackets are open") }
            }
            if holdsAnchor(line) {
                return (index + 1, "anchors and aliases (`&name`, `*name`) are not for rules: write it out")
            }
        }
        return nil
    }

    /// Lines as YAML 1.1 breaks them (§5.4); a byte order mark may begin one too.
    private static func lines(of text: String) -> [[Unicode.Scalar]] {
        var lines: [[Unicode.Scalar]] = [[]]
        var last: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n" where last == "\r": break
            case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}": lines.append([])
            case "\u{FEFF}" where lines[lines.count - 1].isEmpty: break
            default: lines[lines.count - 1].append(scalar)
            }
            last = scalar
        }
        return lines
    }

    /// Columns before a line's first word: spaces, and `-`, `?` and `:`, each of which begins a deeper level.
    private static func indentation(of line: [Unicode.Scalar]) -> Int {
        line.prefix { $0 == " " || $0 == "\t" || $0 == "-" || $0 == "?" || $0 == ":" }.count
    }

    /// Whether a value of the line begins with `&name`. An alias needs an anchor, so this finds both.
    private static func holdsAnchor(_ line: [Unicode.Scalar]) -> Bool {
        line.indices.contains { place in
            guard line[place] == "&", place + 1 < line.count, !line[place + 1].properties.isWhitespace else {
                return false
            }
            let before = line[..<place]
            guard let end = before.lastIndex(where: { !$0.properties.isWhitespace }) else { return true }
            if Array("[{,:?-".unicodeScalars).contains(before[end]) { return true }
            // After a tag.
            let word = before[...end].split(whereSeparator: \.properties.isWhitespace).last ?? []
            return end + 1 < place && word.first == "!"
        }
    }
}
