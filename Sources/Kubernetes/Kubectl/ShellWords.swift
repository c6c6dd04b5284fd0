/// Splits a line into words as a POSIX shell splits quotes, and does nothing else of a shell.
enum ShellWords {
    /// - Throws: where the line only makes sense to a shell, or a quote stays open.
    static func split(_ line: String) throws(KubectlRefusal) -> [String] {
        var words: [String] = []
        var word: String.UnicodeScalarView?
        var quote: Unicode.Scalar?
        var scalars = line.unicodeScalars[...]
        while let scalar = scalars.popFirst() {
            if let open = quote {
                if scalar == open {
                    quote = nil
                } else if scalar == "\\", open == "\"", let next = scalars.first,
                    "\"\\$`\n".unicodeScalars.contains(next)
                {
                    scalars.removeFirst()
                    if next != "\n" { word?.append(next) }
                } else {
                    word?.append(scalar)
                }
                continue
            }
            switch scalar {
            case "'", "\"":
                quote = scalar
                word = word ?? String.UnicodeScalarView()
            case "\\":
                guard let next = scalars.popFirst() else {
                    throw KubectlRefusal(reason: "command: a backslash at the end escapes nothing")
                }
                if next != "\n" { word = (word ?? String.UnicodeScalarView()) + [next] }
            case " ", "\t":
                if let done = word { words.append(String(done)) }
                word = nil
            default:
                try refuseShell(scalar, next: scalars.first)
                word = (word ?? String.UnicodeScalarView()) + [scalar]
            }
        }
        guard quote == nil else { throw KubectlRefusal(reason: "command: a quote is not closed") }
        if let word { words.append(String(word)) }
        return words
    }

    private static func refuseShell(_ scalar: Unicode.Scalar, next: Unicode.Scalar?) throws(KubectlRefusal) {
        let found: String
        switch scalar {
        case "|", ";", "&", ">", "<", "`": found = String(scalar)
        case "\n": found = "a line end"
        case "$" where next == "(": found = "$("
        default: return
        }
        throw KubectlRefusal(
            reason: "command: there is no shell, so \(found) has no meaning; quote it where it belongs to a word")
    }
}
