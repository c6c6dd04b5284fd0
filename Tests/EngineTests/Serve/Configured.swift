import Foundation
import TestSupport
import Testing

/// The program under an environment of the test's own.
enum Configured {
    /// Runs the program with these variables and hardly any others.
    static func run(
        _ arguments: [String], _ variables: [String: String] = [:], input: String = ""
    ) throws -> Program.Outcome {
        try Program.requireBuilt()
        let assignments = variables.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        return try Program.execute(
            ["/usr/bin/env", "-i", "PATH=/usr/bin:/bin", "HOME=/nowhere"] + assignments + [Program.path] + arguments,
            input: Array(input.utf8))
    }

    /// The settings in force: by key, the value as written and where it came from.
    static func settings(
        _ arguments: [String], _ variables: [String: String] = [:]
    ) throws -> [String: (value: String, source: String)] {
        let outcome = try run(["serve", "--check"] + arguments, variables)
        try #require(outcome.status == 0, "\(outcome.errors)")
        var settings: [String: (value: String, source: String)] = [:]
        for line in outcome.lines where !line.hasPrefix("#") {
            let parts = try #require(line.wholeMatch(of: /([a-z_]+): (.*)  # (.*)/), "\(line)")
            settings[String(parts.1)] = (String(parts.2), String(parts.3))
        }
        return settings
    }

    /// What is said of a configuration that cannot be used, a line each.
    static func errors(_ arguments: [String], _ variables: [String: String] = [:]) throws -> [String] {
        let outcome = try run(["serve"] + arguments, variables)
        #expect(outcome.status == 2)
        #expect(outcome.output == "")
        let lines = outcome.errors.split(separator: "\n").map(String.init)
        try #require(lines.count >= 4, "\(outcome.errors)")
        #expect(lines.first == "weir: the configuration cannot be used")
        #expect(lines.last == "See 'weir serve --help'.")
        let told = lines.dropFirst().dropLast(2)
        #expect(lines[lines.count - 2] == (told.count == 1 ? "1 error" : "\(told.count) errors"))
        return Array(told)
    }
}
