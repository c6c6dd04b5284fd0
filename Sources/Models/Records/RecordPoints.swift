/// A fixed number of records as bytes, and the distances to them: the sum of the differences of all numbers, and a
/// fixed cost for every category that is another.
struct RecordPoints: Equatable, Sendable {
    typealias Block = SIMD16<UInt8>

    /// What another category costs, in steps (6 units of scale).
    static let mismatch: UInt32 = 96
    /// What a category costs that the start did not hold: nothing is known about it, so it says less.
    static let unseenMismatch: UInt32 = 32

    /// Blocks of 16 numbers in a record.
    let blocks: Int
    /// Columns of categories in a record.
    let categories: Int
    private(set) var numbers: [Block] = []
    private(set) var places: [UInt16] = []
    private(set) var count = 0

    init(schema: RecordSchema) {
        blocks = (schema.numbers.count + 15) / 16
        categories = schema.categories.count
    }

    /// From saved parts; nil if they do not belong together.
    init?(schema: RecordSchema, count: Int, numbers: [Block], places: [UInt16]) {
        self.init(schema: schema)
        guard numbers.count == count * blocks, places.count == count * categories else { return nil }
        self.numbers = numbers
        self.places = places
        self.count = count
    }

    mutating func append(_ row: borrowing Span<Float>, of scale: borrowing RecordScale) {
        numbers.append(contentsOf: repeatElement(Block(repeating: 128), count: blocks))
        places.append(contentsOf: repeatElement(RecordScale.unseen, count: categories))
        count += 1
        set(count - 1, row, of: scale)
    }

    mutating func append(_ index: Int, of other: borrowing RecordPoints) {
        for block in 0..<blocks { numbers.append(other.numbers[index * blocks + block]) }
        for category in 0..<categories { places.append(other.places[index * categories + category]) }
        count += 1
    }

    /// Writes a row as the record `index`.
    mutating func set(_ index: Int, _ row: borrowing Span<Float>, of scale: borrowing RecordScale) {
        for (number, column) in scale.schema.numbers.enumerated() {
            numbers[index * blocks + number / 16][number % 16] = scale.byte(row[column], number)
        }
        for (category, column) in scale.schema.categories.enumerated() {
            places[index * categories + category] = scale.place(row[column], category)
        }
    }

    /// Writes a record of another set as the record `index`.
    mutating func set(_ index: Int, _ from: Int, of other: borrowing RecordPoints) {
        for block in 0..<blocks { numbers[index * blocks + block] = other.numbers[from * blocks + block] }
        for category in 0..<categories {
            places[index * categories + category] = other.places[from * categories + category]
        }
    }

    /// The distance of the record `index` from the record `place` of `other`, in steps.
    @inline(__always)
    func distance(_ index: Int, _ place: Int, of other: borrowing RecordPoints) -> UInt32 {
        var halves = SIMD8<UInt16>.zero
        for block in 0..<blocks {
            let mine = numbers[index * blocks + block]
            let theirs = other.numbers[place * blocks + block]
            // Not `pointwiseMax`, which is called and not inlined.
            let difference = (mine &- theirs).replacing(with: theirs &- mine, where: mine .< theirs)
            halves &+= SIMD8<UInt16>(truncatingIfNeeded: difference.lowHalf)
            halves &+= SIMD8<UInt16>(truncatingIfNeeded: difference.highHalf)
        }
        var sum = UInt32(halves.wrappedSum())
        for category in 0..<categories {
            let theirs = other.places[place * categories + category]
            if places[index * categories + category] != theirs {
                sum &+= theirs == RecordScale.unseen ? Self.unseenMismatch : Self.mismatch
            }
        }
        return sum
    }
}
