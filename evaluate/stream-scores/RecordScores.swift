import ArgumentParser
import Foundation
import Models

/// Scores the rows of a CSV file against those of another.
struct RecordScores: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "records",
        abstract: "Score each row of a stream, which is learnt as it goes; one number a line, higher is stranger.",
        discussion: "Both files have the same header, `name:number` or `name:category` a column, and no labels.")

    @Option(help: "A CSV file of rows taken as normal.") var start: String
    @Option(help: "A CSV file of the rows to score, in order.") var stream: String
    @Option(help: "The seed of the model.") var seed: UInt64 = 1

    func run() throws {
        var table = try RecordTable(startingWith: start)
        let startValues = table.values
        try table.replaceRows(with: stream)
        guard let schema = RecordSchema(columns: table.columns) else {
            throw ValidationError("too few or too many columns")
        }
        var model = RecordModel(schema: schema, start: startValues.span, seed: seed)
        let width = table.columns.count
        let rows = table.values.count / width
        var scores = [Float](repeating: 0, count: rows)
        let values = table.values.span
        // The processor's time, so that what else the machine does is not counted.
        let began = clock()
        for row in 0..<rows {
            scores[row] = model.scoreAndLearn(values.extracting(row * width..<(row + 1) * width))
        }
        let seconds = Double(clock() - began) / Double(CLOCKS_PER_SEC)
        let lines = scores.map { "\($0)" }.joined(separator: "\n")
        try FileHandle.standardOutput.write(contentsOf: Data((lines + "\n").utf8))
        let rate = Double(rows) / max(seconds, 1e-9)
        let summary = #"{"rows": \#(rows), "seconds": \#(seconds), "rows_per_second": \#(rate), "features": \#(width)}"#
        try FileHandle.standardError.write(contentsOf: Data((summary + "\n").utf8))
    }
}

/// Rows of numbers; categories are numbered as they first come up.
struct RecordTable {
    private(set) var columns: [RecordSchema.Column] = []
    private(set) var values: [Float] = []
    private var categories: [[String: Int]] = []

    init(startingWith path: String) throws {
        columns = try Self.columns(ofHeader: Self.lines(of: path).first ?? "")
        categories = Array(repeating: [:], count: columns.count)
        try replaceRows(with: path)
    }

    mutating func replaceRows(with path: String) throws {
        let lines = try Self.lines(of: path)
        guard let header = lines.first, try Self.columns(ofHeader: header) == columns else {
            throw ValidationError("\(path): another header than that of the start")
        }
        values.removeAll(keepingCapacity: false)
        values.reserveCapacity((lines.count - 1) * columns.count)
        for (number, line) in lines.enumerated().dropFirst() {
            let fields = line.split(separator: ",", omittingEmptySubsequences: false)
            guard fields.count == columns.count else {
                throw ValidationError("\(path), line \(number + 1): \(fields.count) fields, not \(columns.count)")
            }
            for (column, field) in fields.enumerated() {
                values.append(try value(of: field, column: column, at: "\(path), line \(number + 1)"))
            }
        }
    }

    private mutating func value(of field: Substring, column: Int, at place: String) throws -> Float {
        if columns[column] == .category {
            let name = String(field)
            let number = categories[column][name] ?? categories[column].count
            categories[column][name] = number
            return Float(number)
        }
        guard let number = Float(field) else { throw ValidationError("\(place): \(field) is not a number") }
        return number
    }

    private static func lines(of path: String) throws -> [Substring] {
        let text = String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
        return text.split(whereSeparator: \.isNewline)
    }

    private static func columns(ofHeader header: Substring) throws -> [RecordSchema.Column] {
        try header.split(separator: ",").map { field in
            switch field.split(separator: ":").last {
            case "number": .number
            case "category": .category
            default: throw ValidationError("\(field): neither name:number nor name:category")
            }
        }
    }
}
