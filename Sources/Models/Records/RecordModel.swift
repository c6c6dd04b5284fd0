/// Scores records by how far they are from a baseline that is fixed at the start, softened by how usual they have
/// become of late.
///
/// The score is d · (r + 0.1)^⅛, with d the distance to the baseline and r that to the recent records, in standard
/// deviations. A flood of equal records, however long, lowers its own score by at most a third or so; it can never
/// make itself part of what is normal. Constant memory and constant work per record; the same seed and the same
/// records give the same scores, to the bit, on all machines.
///
/// What it is good for and where its limits are: docs/adr/0026.
public struct RecordModel: Sendable {
    /// What a distance of none counts, in standard deviations.
    private static let ground: Float = 0.1

    public let schema: RecordSchema
    let scale: RecordScale
    let baseline: RecordBaseline
    private(set) var memory: RecordMemory
    /// The record at hand, as bytes.
    private var current: RecordPoints
    /// The representative that was nearest to the last record; it saves time and changes no score.
    private var nearest = 0

    /// Learns the baseline from rows that lie one after the other; they should be normal, and up to 5 % that are
    /// not do little harm. What does not fill a row is left out. More than 4,096 rows are thinned to as many.
    ///
    /// Takes the square of the rows in time: 2,048 rows of 41 columns some tenths of a second.
    public init(schema: RecordSchema, start: borrowing Span<Float>, seed: UInt64) {
        let width = schema.columns.count
        let count = start.count / width
        scale = RecordScale(schema: schema, rows: start)
        var points = RecordPoints(schema: schema)
        let taken = min(count, RecordBaseline.maximumStart)
        for index in 0..<taken {
            let row = index * count / taken
            points.append(start.extracting(row * width..<(row + 1) * width), of: scale)
        }
        baseline = RecordBaseline(start: points, schema: schema)
        memory = RecordMemory(baseline: baseline, schema: schema, seed: seed)
        self.schema = schema
        current = Self.blank(schema, scale)
    }

    init(scale: RecordScale, baseline: RecordBaseline, memory: RecordMemory) {
        schema = scale.schema
        self.scale = scale
        self.baseline = baseline
        self.memory = memory
        current = Self.blank(schema, scale)
    }

    /// How unusual a record is: 0 for what is exactly usual, about 1 at the border of the normal, far beyond 5 for
    /// what is not. A record of the wrong width scores 0.
    public mutating func score(_ record: borrowing Span<Float>) -> Float {
        guard record.count == schema.columns.count else { return 0 }
        current.set(0, record, of: scale)
        return scoreCurrent()
    }

    /// The score of a record, which is then learnt; without any label, and whatever the score.
    public mutating func scoreAndLearn(_ record: borrowing Span<Float>) -> Float {
        guard record.count == schema.columns.count else { return 0 }
        current.set(0, record, of: scale)
        let score = scoreCurrent()
        memory.learn(0, of: current)
        return score
    }

    private mutating func scoreCurrent() -> Float {
        guard let far = baseline.distance(0, of: current, nearest: &nearest) else { return 0 }
        let distance = Float(far) / RecordScale.steps + Self.ground
        let recent = Float(memory.distance(0, of: current)) / RecordScale.steps + Self.ground
        return distance * recent.squareRoot().squareRoot().squareRoot()
    }

    private static func blank(_ schema: RecordSchema, _ scale: RecordScale) -> RecordPoints {
        var points = RecordPoints(schema: schema)
        let zeros = [Float](repeating: 0, count: schema.columns.count)
        points.append(zeros.span, of: scale)
        return points
    }
}
