import Configuration
import Detection

/// The command line of a program with settings, taken strictly: swift-configuration passes over what it does not know.
struct FlagReader {
    /// What is asked for beside settings.
    enum Request: Sendable, Equatable {
        case help, markdown, version, check
    }

    private(set) var request: Request?
    private(set) var problems: [SettingProblem] = []
    /// Settings that were given, with their values.
    private(set) var given: [String: [String]] = [:]

    private static let requests: [String: Request] = [
        "--help": .help, "-h": .help, "--help=markdown": .markdown, "--version": .version, "--check": .check,
    ]

    init(_ arguments: [String], settings: [Setting]) {
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            if let request = Self.requests[argument] {
                self.request = request
            } else if argument.hasPrefix("--") {
                take(argument, &rest, settings)
            } else {
                report(SettingFault.quoted(argument), "unexpected argument; every setting is a flag such as --listen")
            }
        }
    }

    private mutating func take(_ argument: String, _ rest: inout ArraySlice<String>, _ settings: [Setting]) {
        let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let setting = settings.first(where: { $0.flag == parts[0] }) else {
            let known = settings.map(\.flag) + Self.requests.keys
            let near = Suggestion.nearest(to: parts[0], among: known.sorted())
            report(
                SettingFault.quoted(parts[0]),
                "unknown flag" + (near.map { "; did you mean \($0)?" } ?? "; --help lists them all"))
            // Its value is no mistake of its own.
            if parts.count == 1, let next = rest.first, !next.hasPrefix("-") { rest.removeFirst() }
            return
        }
        var value = parts.count == 2 ? parts[1] : nil
        if value == nil, let next = rest.first {
            let isValue =
                setting.form == .onOff
                ? (try? SettingKind.onOff.parse(next)) != nil : !next.hasPrefix("--")
            if isValue { value = rest.removeFirst() }
        }
        if value == nil, setting.form == .onOff { value = "on" }
        guard let value else {
            return report(setting.flag, "has no value; give it as \(setting.flag) \(setting.placeholder)")
        }
        if setting.form != .list, given[setting.name] != nil {
            return report(setting.flag, "given twice; it has one value")
        }
        given[setting.name, default: []].append(value)
    }

    private mutating func report(_ source: String, _ message: String) {
        problems.append(SettingProblem(source: source, message: message))
    }

    /// What was given, for swift-configuration.
    var provider: CommandLineArgumentsProvider {
        let arguments = given.sorted { $0.key < $1.key }.flatMap { name, values in values.map { "--\(name)=\($0)" } }
        return CommandLineArgumentsProvider(arguments: ["weir"] + arguments)
    }
}
