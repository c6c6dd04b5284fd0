/// Something wrong with the configuration, and where it was given.
struct SettingProblem: Sendable, Equatable, CustomStringConvertible {
    /// A flag, a variable, or a file with a line.
    var source: String
    var message: String

    var description: String { "\(source): \(message)" }
}

/// Everything that is wrong with the configuration.
struct SettingErrors: Error, Sendable, CustomStringConvertible {
    var problems: [SettingProblem]

    var description: String {
        let count = problems.count == 1 ? "1 error" : "\(problems.count) errors"
        return (problems.map(\.description) + [count]).joined(separator: "\n")
    }
}
