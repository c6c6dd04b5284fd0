import ArgumentParser
import Foundation
import Models

/// Scores the edges of a CSV file.
struct EdgeScores: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "edges",
        abstract: "Score each edge of a stream, which is learnt as it goes; one number a line, higher is stranger.",
        discussion: "Rows are `source,destination,minute`, whole numbers, without a header, in order of time.")

    @Option(help: "The seed of the model.") var seed: UInt64 = 1
    @Argument(help: "A CSV file; - for standard input.") var edges: String

    func run() throws {
        let input =
            edges == "-"
            ? FileHandle.standardInput : try FileHandle(forReadingFrom: URL(fileURLWithPath: edges))
        let rows = try Self.rows(of: [UInt8](input.readToEnd() ?? Data()))
        var model = EdgeBurstModel(seed: seed)
        var scores: [Float] = []
        scores.reserveCapacity(rows.count)
        let elapsed = ContinuousClock().measure {
            for row in rows {
                scores.append(
                    model.score(
                        source: UInt64(bitPattern: row.source), destination: UInt64(bitPattern: row.destination),
                        tick: row.minute))
            }
        }
        let lines = scores.lazy.map { "\($0)" }.joined(separator: "\n")
        try FileHandle.standardOutput.write(contentsOf: Data((lines + "\n").utf8))
        let seconds = elapsed / .seconds(1)
        let rate = Double(scores.count) / max(seconds, 1e-9)
        let summary = #"{"rows": \#(scores.count), "seconds": \#(seconds), "rows_per_second": \#(rate)}"#
        try FileHandle.standardError.write(contentsOf: Data((summary + "\n").utf8))
    }

    private static func rows(of octets: [UInt8]) throws -> [(source: Int64, destination: Int64, minute: Int64)] {
        try octets.split(separator: UInt8(ascii: "\n")).enumerated().map { line, text in
            let numbers = text.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).map(number)
            guard numbers.count == 3, let source = numbers[0], let destination = numbers[1], let minute = numbers[2]
            else { throw ValidationError("line \(line + 1): no `source,destination,minute`") }
            return (source, destination, minute)
        }
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int64? {
        var digits = digits
        if digits.last == UInt8(ascii: "\r") { digits.removeLast() }
        return Int64(String(decoding: digits, as: UTF8.self))
    }
}
