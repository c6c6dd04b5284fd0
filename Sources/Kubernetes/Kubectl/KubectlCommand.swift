/// A command line of kubectl that is safe to run: no shell, no local files, no other server, no other identity.
///
/// Subcommands and options are those of a list; all others are refused. What a command may do in the cluster is
/// for the cluster to decide, by the token's rights.
public struct KubectlCommand: Sendable, Hashable {
    /// The words after `kubectl`.
    public let arguments: [String]
    /// What kubectl reads for `-f -`.
    public let manifest: String?

    /// At most, in octets.
    public static let maximumTextLength = 4_096
    /// At most, `kubectl` included.
    public static let maximumWords = 128
    /// At most, in octets.
    public static let maximumManifestLength = 1 << 20

    /// Splits and checks a line such as `kubectl get pods -n default`.
    ///
    /// - Parameter manifest: for `-f -`, and only for that.
    public init(_ text: String, manifest: String? = nil) throws(KubectlRefusal) {
        guard text.utf8.count <= Self.maximumTextLength else {
            throw KubectlRefusal(reason: "command: expected at most \(Self.maximumTextLength) octets")
        }
        guard !text.unicodeScalars.contains(where: { Self.isControl($0) }) else {
            throw KubectlRefusal(reason: "command: control characters are not allowed")
        }
        var line = text[...]
        while let last = line.last, last.isWhitespace { line.removeLast() }
        while let first = line.first, first.isWhitespace { line.removeFirst() }
        let words = try ShellWords.split(String(line))
        guard words.count <= Self.maximumWords else {
            throw KubectlRefusal(reason: "command: expected at most \(Self.maximumWords) words")
        }
        guard words.first == "kubectl" else {
            throw KubectlRefusal(
                reason: words.isEmpty ? "command is required" : "command: expected one that begins with kubectl")
        }
        var parser = KubectlParser(words: words.dropFirst())
        try parser.parse()
        switch (parser.readsStandardInput, manifest) {
        case (true, nil):
            throw KubectlRefusal(reason: "manifest: expected the text that -f - stands for")
        case (false, .some):
            throw KubectlRefusal(reason: "manifest: the command does not read it; add -f -")
        case (true, .some(let manifest)) where manifest.utf8.count > Self.maximumManifestLength:
            throw KubectlRefusal(reason: "manifest: expected at most \(Self.maximumManifestLength) octets")
        default: break
        }
        arguments = Array(words.dropFirst())
        self.manifest = manifest
    }

    /// All of C0, C1 and DEL but tab and line feed, which have a meaning in quotes.
    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .control && scalar != "\t" && scalar != "\n"
    }
}
