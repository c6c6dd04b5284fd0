/// A subcommand of kubectl that Weir runs, with the options that it passes on.
struct KubectlForm: Sendable {
    /// As `get` or `create secret generic`.
    let path: [String]
    let options: [KubectlOption]

    /// What follows `--` is for a container, not for kubectl.
    var takesContainerWords: Bool {
        ["exec", "run", "create job", "create cronjob", "create deployment"].contains(path.joined(separator: " "))
    }

    /// Subcommands hide behind its first word, so that it takes no other words.
    var takesNoWords: Bool { ["apply", "create", "cluster-info", "options"].contains(path.joined(separator: " ")) }

    func option(named name: some StringProtocol) -> KubectlOption? { options.first { $0.name == name } }
    func option(short: Character) -> KubectlOption? { options.first { $0.short == short } }

    /// The form that these words begin with, the longest that fits.
    static func find(_ words: some Collection<String>) -> KubectlForm? {
        for length in stride(from: 3, to: 0, by: -1) where words.count >= length {
            let path = words.prefix(length).map { $0 }
            guard let text = table[canonical(path)] else { continue }
            return KubectlForm(
                path: canonical(path).split(separator: " ").map(String.init), options: parse(text) + global)
        }
        return nil
    }

    /// Whether a subcommand has these words, and more that follow.
    static func isGroup(_ word: String) -> Bool { table.keys.contains { $0.hasPrefix(word + " ") } }

    /// All paths, for listings and tests.
    static var paths: [String] { table.keys.sorted() }

    /// What may stand before the subcommand, and after it.
    static let global = parse(
        "-n|--namespace= --request-timeout= -v|--v= --warnings-as-errors --match-server-version --disable-compression "
            + "-h|--help")

    private static func parse(_ text: String) -> [KubectlOption] {
        text.split(separator: " ").map { KubectlOption($0) }
    }

    /// Other names of the same, as kubectl has them.
    private static func canonical(_ path: [String]) -> String {
        var path = path
        if path.count > 1, let name = aliases["\(path[0]) \(path[1])"] { path[1] = name }
        return path.joined(separator: " ")
    }

    private static let aliases = [
        "top nodes": "node", "top no": "node", "top pods": "pod", "top po": "pod", "create cm": "configmap",
        "create ns": "namespace", "create sa": "serviceaccount", "create deploy": "deployment", "create svc": "service",
        "create cj": "cronjob", "create ing": "ingress", "create pdb": "poddisruptionbudget",
        "create pc": "priorityclass", "create resourcequota": "quota", "set sa": "serviceaccount",
    ]
}
