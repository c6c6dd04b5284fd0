/// Brings records to bytes whose differences can be added: numbers by their logarithm in standard deviations of
/// the start, categories as places in the list of those that the start held.
struct RecordScale: Equatable, Sendable {
    /// A byte's steps in one unit of scale.
    static let steps: Float = 16
    /// Deviations below this count as this, in units of ln(1 + x): a column that hardly varied must not make
    /// every later value a sensation.
    static let floor: Float = 1.5
    /// The weight of a column that never varied in the start. It has no scale of its own; most such columns are
    /// of no use, and some are the first sight of something.
    static let constantWeight: Float = 0.125
    /// The place of a category that the start did not hold.
    static let unseen: UInt16 = 0

    let schema: RecordSchema
    /// The columns of numbers, those that vary most in the start first: then a distance is known to be too great
    /// after few of them. Means and weights are in this order.
    private(set) var numbers: [Int]
    private(set) var means: [Float]
    private(set) var weights: [Float]
    /// For each column of categories: category's number → its place from 1, or `unseen`.
    private(set) var places: [[UInt16]]

    /// Learns from rows that lie one after the other in `rows`.
    init(schema: RecordSchema, rows: borrowing Span<Float>) {
        self.schema = schema
        let width = schema.columns.count
        let count = rows.count / width
        var scales: [(column: Int, mean: Float, weight: Float, spread: Float)] = []
        for column in schema.numbers {
            var sum = 0.0
            var squares = 0.0
            for row in 0..<count {
                let value = Double(Self.logarithm(rows[row * width + column]))
                sum += value
                squares += value * value
            }
            let mean = sum / Double(max(count, 1))
            let variance = max(0, squares / Double(max(count, 1)) - mean * mean)
            let deviation = Float(variance.squareRoot())
            let weight = (variance > 1e-9 ? 1 : Self.constantWeight) / max(deviation, Self.floor)
            scales.append((column, Float(mean), weight, deviation * weight))
        }
        // The column decides among equals, so that the order is the same everywhere.
        scales.sort { ($1.spread, $0.column) < ($0.spread, $1.column) }
        numbers = scales.map(\.column)
        means = scales.map(\.mean)
        weights = scales.map(\.weight)
        places = schema.categories.map { column in
            var table: [UInt16] = []
            var next = Self.unseen + 1
            for row in 0..<count {
                guard let category = Self.category(rows[row * width + column]), next < .max else { continue }
                if category >= table.count {
                    table.append(contentsOf: repeatElement(Self.unseen, count: category + 1 - table.count))
                }
                if table[category] == Self.unseen {
                    table[category] = next
                    next += 1
                }
            }
            return table
        }
    }

    /// From saved parts; nil if they do not belong together.
    init?(schema: RecordSchema, numbers: [Int], means: [Float], weights: [Float], places: [[UInt16]]) {
        guard numbers.sorted() == schema.numbers, means.count == numbers.count, weights.count == means.count,
            places.count == schema.categories.count, places.allSatisfy({ $0.count <= 65_535 }),
            means.allSatisfy(\.isFinite), weights.allSatisfy(\.isFinite)
        else { return nil }
        self.schema = schema
        self.numbers = numbers
        self.means = means
        self.weights = weights
        self.places = places
    }

    /// The byte of the number `index` of `numbers`: 128 is the start's mean; 8 units to either side are the border.
    @inline(__always)
    func byte(_ value: Float, _ index: Int) -> UInt8 {
        let scaled = (Self.logarithm(value) - means[index]) * weights[index] * Self.steps + 128.5
        return UInt8(max(1, min(scaled, 255)))
    }

    /// The place of a category in the column `index`.
    @inline(__always)
    func place(_ value: Float, _ index: Int) -> UInt16 {
        guard let category = Self.category(value), category < places[index].count else { return Self.unseen }
        return places[index][category]
    }

    @inline(__always)
    private static func category(_ value: Float) -> Int? {
        guard value >= 0, value < 65_535 else { return nil }
        return Int(value)
    }

    /// ln(1 + |x|) with the sign of x, to 0.00002; 0 for what is not a number. A polynomial, so that all machines
    /// agree to the bit and 40 columns cost nanoseconds.
    @inline(__always)
    static func logarithm(_ value: Float) -> Float {
        let size = 1 + min(abs(value), 1e30)
        guard size >= 1 else { return 0 }
        let bits = size.bitPattern
        let exponent = Float(Int32(truncatingIfNeeded: bits >> 23) - 127)
        let t = Float(bitPattern: bits & 0x7F_FFFF | 0x3F80_0000) - 1
        let bend: Float = 0.441_916_95 + t * (-0.267_178_79 + t * (0.148_425_45 - t * 0.045_148_36))
        let natural = (exponent + t + t * (1 - t) * bend) * 0.693_147_18
        return value < 0 ? -natural : natural
    }
}
