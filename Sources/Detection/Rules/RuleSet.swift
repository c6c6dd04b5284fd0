import Features
import Yams

/// The rules of a folder, checked.
public struct RuleSet: Sendable {
    /// In order of their ids.
    public let rules: [Rule]

    public init(_ rules: [Rule]) {
        self.rules = rules.sorted { $0.id < $1.id }
    }

    /// Reads rules from the texts of files. Throws every problem of every file at once.
    public init(files: [RuleFile]) throws(RuleErrors) {
        var rules: [Rule] = []
        var problems: [RuleProblem] = []
        for file in files.sorted(by: { $0.name < $1.name }) {
            var reader = RuleReader(file)
            let rule = reader.rule()
            problems += reader.problems
            if let rule, reader.problems.isEmpty { rules.append(rule) }
        }
        if files.isEmpty { problems.append(RuleProblem(file: "", line: 0, message: "no rule files (*.yaml) found")) }
        guard problems.isEmpty else { throw RuleErrors(problems: problems) }
        self.init(rules)
    }
}

/// A rule file: its path for messages, its name without folder, and its text.
public struct RuleFile: Sendable {
    public var path: String
    public var name: String
    public var text: String

    public init(path: String, name: String, text: String) {
        self.path = path
        self.name = name
        self.text = text
    }
}

/// One thing that is wrong with a rule file.
public struct RuleProblem: Sendable, Equatable, CustomStringConvertible {
    public var file: String
    /// Line from 1; 0 where the whole file is meant.
    public var line: Int
    public var message: String

    public init(file: String, line: Int, message: String) {
        self.file = file
        self.line = line
        self.message = message
    }

    public var description: String {
        if file.isEmpty { return message }
        return line > 0 ? "\(file):\(line): \(message)" : "\(file): \(message)"
    }
}

/// Everything that is wrong with a folder of rules.
public struct RuleErrors: Error, Sendable, CustomStringConvertible {
    public var problems: [RuleProblem]

    public init(problems: [RuleProblem]) { self.problems = problems }

    public var description: String { problems.map(\.description).joined(separator: "\n") }
}
