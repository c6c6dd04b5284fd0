/// Says why a subcommand or an option is refused.
enum KubectlRefusalReason {
    /// - Parameter path: the subcommand's words, at least one.
    static func command(_ path: [String]) -> String {
        let two = path.prefix(2).joined(separator: " ")
        let word = path.first ?? ""
        if let why = commands[two] ?? commands[word] {
            return "command: kubectl \(commands[two] != nil ? two : word) is refused: \(why)"
        }
        if KubectlForm.isGroup(word) {
            return
                "command: kubectl \(word) has no subcommand that Weir runs by that name (\(shown(path.dropFirst().first ?? "none")))"
        }
        return "command: kubectl \(shown(word)) is not among the subcommands that Weir runs; plugins are not run"
    }

    /// - Parameter option: with its dashes.
    static func option(_ option: String, form: KubectlForm?) -> String {
        let name = String(option.drop { $0 == "-" })
        let place = form.map { " for kubectl " + $0.path.joined(separator: " ") } ?? " before the subcommand"
        if form?.path == ["logs"], option == "-f" { return "command: -f is refused: \(asks["follow"] ?? "")" }
        let isShort = option.hasPrefix("-") && !option.hasPrefix("--")
        if let why = (isShort ? shorts[name] : nil) ?? asks[name.replacing("_", with: "-").lowercased()] {
            return "command: \(shown(option)) is refused: \(why)"
        }
        return "command: \(shown(option)) is not among the options that Weir passes on\(place)"
    }

    /// Refuses forms of output that read a file.
    static func checkOutput(_ value: String) throws(KubectlRefusal) {
        let format = value.prefix { $0 != "=" }
        guard outputs.contains(String(format)) else {
            throw KubectlRefusal(
                reason:
                    "command: -o: expected \(outputs.sorted().joined(separator: ", ")), not \(shown(String(format)))")
        }
    }

    private static let outputs: Set<String> = [
        "json", "yaml", "kyaml", "name", "wide", "go-template", "template", "jsonpath", "jsonpath-as-json",
        "custom-columns", "plaintext", "plaintext-openapiv2",
    ]

    private static func shown(_ text: String) -> String { text.count > 60 ? text.prefix(60) + "…" : text }

    private static let commands = [
        "edit": "it needs an editor; send the change with kubectl patch, or kubectl apply -f - and a manifest",
        "apply edit-last-applied": "it needs an editor",
        "cp": "it copies local files", "proxy": "it opens a port on Weir's host",
        "port-forward": "it opens a port on Weir's host", "attach": "it needs a terminal",
        "debug": "it needs a terminal", "config": "it reads and writes local files",
        "kuberc": "it reads and writes local files", "plugin": "plugins are not run",
        "completion": "it is for a shell", "kustomize": "it reads local files and runs programs",
        "diff": "it runs a local program; use kubectl apply --dry-run=server -f -", "alpha": "it is not stable",
        "krew": "plugins are not run", "cluster-info dump": "it writes local files",
        "create token": "the token would be kept in the history", "create secret tls": "it reads local files",
    ]

    private static let identity = "the cluster and the account are those that are bound; it cannot be changed"
    private static let files = "Weir reads and writes no local files for a command"
    private static let interactive = "there is no terminal and nobody to answer"
    private static let endless = "the answer comes when the command ends; this one would not"

    private static let shorts = [
        "s": identity, "k": files, "R": files, "i": interactive, "t": interactive, "w": endless,
    ]

    private static let asks: [String: String] = [
        "kubeconfig": identity, "server": identity, "token": identity, "as": identity, "as-group": identity,
        "as-uid": identity, "as-user-extra": identity, "context": identity, "cluster": identity, "user": identity,
        "username": identity, "password": identity, "certificate-authority": identity, "client-certificate": identity,
        "client-key": identity, "insecure-skip-tls-verify": identity, "tls-server-name": identity,
        "proxy-url": identity, "insecure-skip-tls-verify-backend": identity, "auth-provider": identity,
        "cache-dir": files, "profile": files, "profile-output": files, "log-file": files, "log-dir": files,
        "kuberc": files, "filename": files, "kustomize": files, "recursive": files, "from-file": files,
        "from-env-file": files, "patch-file": files, "output-directory": files, "cert": files, "key": files,
        "edit": interactive, "editor": interactive, "stdin": interactive, "tty": interactive, "attach": interactive,
        "interactive": interactive, "rm": interactive, "leave-stdin-open": interactive, "watch": endless,
        "watch-only": endless, "follow": endless, "output-watch-events": endless,
        "raw": "only kubectl get --raw is allowed, which does not write",
        "vmodule": "it would show what is sent",
    ]
}
