/// Reads the words of a command as kubectl's own parser would (spf13/pflag and cobra), and refuses what is not listed.
struct KubectlParser {
    private var words: ArraySlice<String>
    private var form: KubectlForm?
    /// Words of the subcommand that are no options, without its name.
    private var positional: [String] = []
    /// Words after `--`.
    private var containerWords: [String]?
    /// Whether there is `-f -`.
    private(set) var readsStandardInput = false
    private var isHelp = false
    private var isRaw = false

    init(words: ArraySlice<String>) { self.words = words }

    mutating func parse() throws(KubectlRefusal) {
        while let word = words.first, word.hasPrefix("-"), word != "-", word != "--" {
            try readOption()
        }
        guard let name = words.first, !name.hasPrefix("-") else {
            guard words.isEmpty, isHelp else {
                throw KubectlRefusal(reason: "command: expected a subcommand after kubectl, as in kubectl get pods")
            }
            return
        }
        try readForm(name)
        while let word = words.first {
            if word == "--" {
                words.removeFirst()
                containerWords = Array(words)
                words = []
            } else if word.hasPrefix("-"), word != "-" {
                try readOption()
            } else {
                positional.append(word)
                words.removeFirst()
            }
        }
        try checkWords()
    }

    private mutating func readForm(_ name: String) throws(KubectlRefusal) {
        // Only words that stand together: an option in between could be read in two ways.
        let path = words.prefix(3).prefix { !$0.hasPrefix("-") }
        guard let found = KubectlForm.find(path) else {
            throw KubectlRefusal(reason: KubectlRefusalReason.command(Array(path)))
        }
        form = found
        words = words.dropFirst(found.path.count)
    }

    private mutating func checkWords() throws(KubectlRefusal) {
        guard let form, !isHelp else { return }
        let name = form.path.joined(separator: " ")
        if form.takesNoWords, let word = positional.first {
            throw KubectlRefusal(reason: KubectlRefusalReason.command(form.path + [word]))
        }
        guard !positional.contains("-") else {
            throw KubectlRefusal(reason: "command: the word - reads standard input; only -f - can, with a manifest")
        }
        if isRaw, !positional.isEmpty || readsStandardInput {
            throw KubectlRefusal(reason: "command: --raw stands alone, without resources or -f")
        }
        if let containerWords, !form.takesContainerWords, containerWords.contains(where: { $0.hasPrefix("-") }) {
            throw KubectlRefusal(reason: "command: kubectl \(name) takes no options after --")
        }
        if name == "exec", positional.count != 1 || (containerWords ?? []).isEmpty {
            throw KubectlRefusal(reason: "command: expected kubectl exec POD [-c CONTAINER] -- COMMAND")
        }
    }

    /// Takes a word that begins with a dash, and its value if that is the next word.
    private mutating func readOption() throws(KubectlRefusal) {
        let word = words.removeFirst()
        guard word.hasPrefix("--") else { return try readShorts(word) }
        let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard let name = parts.first, let option = find(named: name) else {
            throw KubectlRefusal(reason: KubectlRefusalReason.option("--\(parts.first ?? "")", form: form))
        }
        let inline = parts.count > 1 ? String(parts[1]) : nil
        try accept(option, try value(of: option, inline: inline))
    }

    /// A cluster such as `-Aowide`.
    private mutating func readShorts(_ word: String) throws(KubectlRefusal) {
        var rest = word.dropFirst()
        while let letter = rest.popFirst() {
            guard let option = find(short: letter) else {
                throw KubectlRefusal(reason: KubectlRefusalReason.option("-\(letter)", form: form))
            }
            if rest.count > 1, rest.first == "=" {
                try accept(option, String(rest.dropFirst()))
                return
            }
            if option.value != .required {
                try accept(option, nil)
            } else {
                try accept(option, try value(of: option, inline: rest.isEmpty ? nil : String(rest)))
                return
            }
        }
    }

    private func find(named name: Substring) -> KubectlOption? {
        form.map { $0.option(named: name) } ?? KubectlForm.global.first { $0.name == name }
    }

    private func find(short: Character) -> KubectlOption? {
        form.map { $0.option(short: short) } ?? KubectlForm.global.first { $0.short == short }
    }

    private mutating func value(of option: KubectlOption, inline: String?) throws(KubectlRefusal) -> String? {
        if let inline { return inline }
        guard option.value == .required else { return nil }
        guard let next = words.popFirst() else {
            throw KubectlRefusal(reason: "command: --\(option.name) has no value")
        }
        // A word with a dash is a value to kubectl, but more likely an option to whoever wrote it.
        let isNumber = next.dropFirst().first?.isNumber ?? true
        guard !next.hasPrefix("-") || isNumber else {
            throw KubectlRefusal(
                reason: "command: --\(option.name) has no value; write --\(option.name)=\(next) if it is one")
        }
        return next
    }

    private mutating func accept(_ option: KubectlOption, _ value: String?) throws(KubectlRefusal) {
        switch option.name {
        case "help":
            // With =false it would take an earlier one back, and with it the reason to look no further.
            guard value == nil else { throw KubectlRefusal(reason: "command: --help takes no value") }
            isHelp = true
        case "filename":
            guard value == "-" else {
                throw KubectlRefusal(reason: "command: -f only takes -, with the text in manifest; Weir reads no files")
            }
            readsStandardInput = true
        case "output": try KubectlRefusalReason.checkOutput(value ?? "")
        case "raw":
            isRaw = true
            guard let value, value.hasPrefix("/"), !value.hasPrefix("//") else {
                throw KubectlRefusal(reason: "command: --raw: expected a path that begins with one /")
            }
        case "v":
            guard let level = value.flatMap({ Int($0) }), (0...5).contains(level) else {
                throw KubectlRefusal(reason: "command: --v: expected 0…5; more shows what is sent")
            }
        default: break
        }
    }
}
