/// A fixed number of records as bytes, and the distances to them: the sum of the differences of all numbers, and a
/// fixed cost for every category that is another.
struct RecordPoints: Equatable, Sendable {
    /// Eight numbers as bytes, in 16 bits so that their differences can be added as they are.
    typealias Block = SIMD8<Int16>
    /// The places of eight categories; 0 in lanes without a column.
    typealias Kinds = SIMD8<Int16>

    /// What another category costs, in steps (6 units of scale).
    static let mismatch: Int16 = 96
    /// What a category costs that the start did not hold: nothing is known about it, so it says less.
    static let unseenMismatch: Int16 = 32

    /// Blocks of eight numbers in a record, a multiple of four.
    let blocks: Int
    /// Columns of categories in a record.
    let categories: Int
    /// Groups of eight categories in a record.
    let groups: Int
    private(set) var numbers: [Block] = []
    private(set) var kinds: [Kinds] = []
    private(set) var count = 0

    init(schema: RecordSchema) {
        blocks = (schema.numbers.count + 31) / 32 * 4
        categories = schema.categories.count
        groups = (categories + 7) / 8
    }

    /// From saved parts, a place a category; nil if they do not belong together.
    init?(schema: RecordSchema, count: Int, numbers: [Block], places: [UInt16]) {
        self.init(schema: schema)
        guard numbers.count == count * blocks, places.count == count * categories else { return nil }
        self.numbers = numbers
        kinds = Array(repeating: .zero, count: count * groups)
        for index in 0..<count {
            for category in 0..<categories {
                kinds[index * groups + category / 8][category % 8] = Int16(
                    bitPattern: places[index * categories + category])
            }
        }
        self.count = count
    }

    /// The places of all categories, record after record.
    var places: [UInt16] {
        (0..<count).flatMap { index in
            (0..<categories).map { UInt16(bitPattern: kinds[index * groups + $0 / 8][$0 % 8]) }
        }
    }

    mutating func append(_ row: borrowing Span<Float>, of scale: borrowing RecordScale) {
        numbers.append(contentsOf: repeatElement(Block(repeating: 128), count: blocks))
        kinds.append(contentsOf: repeatElement(.zero, count: groups))
        count += 1
        set(count - 1, row, of: scale)
    }

    mutating func append(_ index: Int, of other: borrowing RecordPoints) {
        for block in 0..<blocks { numbers.append(other.numbers[index * blocks + block]) }
        for group in 0..<groups { kinds.append(other.kinds[index * groups + group]) }
        count += 1
    }

    /// Writes a row as the record `index`.
    mutating func set(_ index: Int, _ row: borrowing Span<Float>, of scale: borrowing RecordScale) {
        for (number, column) in scale.numbers.enumerated() {
            numbers[index * blocks + number / 8][number % 8] = Int16(scale.byte(row[column], number))
        }
        for (category, column) in scale.schema.categories.enumerated() {
            kinds[index * groups + category / 8][category % 8] = Int16(bitPattern: scale.place(row[column], category))
        }
    }

    /// Writes a record of another set as the record `index`.
    mutating func set(_ index: Int, _ from: Int, of other: borrowing RecordPoints) {
        for block in 0..<blocks { numbers[index * blocks + block] = other.numbers[from * blocks + block] }
        for group in 0..<groups { kinds[index * groups + group] = other.kinds[from * groups + group] }
    }

    /// The distance of the record `index` from the record `place` of `other`, in steps. From `limit` on it need not
    /// be the whole of it: the sum is given up as soon as it is at least that, mostly after a few columns.
    @inline(__always)
    func distance(
        _ index: Int, _ place: Int, of other: borrowing RecordPoints, below limit: UInt32
    ) -> UInt32 {
        var lanes = Kinds.zero
        for group in 0..<groups {
            let theirs = other.kinds[place &* groups &+ group]
            let cost = Kinds(repeating: Self.mismatch)
                .replacing(with: Kinds(repeating: Self.unseenMismatch), where: theirs .== Kinds.zero)
            lanes &+= cost.replacing(with: Kinds.zero, where: theirs .== kinds[index &* groups &+ group])
        }
        var sum = UInt32(truncatingIfNeeded: lanes.wrappedSum())
        var block = 0
        while block < blocks, sum < limit {
            lanes = .zero
            for part in 0..<4 {
                let mine = numbers[index &* blocks &+ block &+ part]
                let theirs = other.numbers[place &* blocks &+ block &+ part]
                // By replacement, not `pointwiseMax` and `pointwiseMin`, which are called and not inlined.
                let greater = mine.replacing(with: theirs, where: mine .< theirs)
                let lesser = mine.replacing(with: theirs, where: theirs .< mine)
                lanes &+= greater &- lesser
            }
            sum &+= UInt32(truncatingIfNeeded: lanes.wrappedSum())
            block &+= 4
        }
        return sum
    }
}
