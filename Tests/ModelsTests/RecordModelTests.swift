import Models
import Testing

struct RecordModelTests {
    /// Bytes, packets, a share, a service: most rows small web requests, some large transfers.
    private let schema = RecordSchema(columns: [.number, .number, .number, .category])!

    private func normal(_ count: Int, seed: UInt64) -> [[Float]] {
        var random = SplitMix(seed: seed)
        return (0..<count).map { _ in
            let large = Int.random(in: 0..<10, using: &random) == 0
            return [
                Float.random(in: 200...2_000, using: &random) * (large ? 1_000 : 1),
                Float.random(in: 4...12, using: &random) * (large ? 500 : 1),
                Float.random(in: 0...0.1, using: &random), large ? 1 : 0,
            ]
        }
    }

    /// A flood: many packets without bytes, every one refused, to a service seen never before.
    private let flood: [Float] = [0, 60_000, 1, 2]

    private func model(_ rows: [[Float]], seed: UInt64 = 1) -> RecordModel {
        RecordModel(schema: schema, start: rows.flatMap { $0 }.span, seed: seed)
    }

    @Test func strangeRecordsScoreAboveAllNormalOnes() {
        var model = model(normal(1_000, seed: 1))
        let worst = normal(1_000, seed: 2).map { model.scoreAndLearn($0.span) }.max() ?? 0
        #expect(model.score(flood.span) > worst)
    }

    @Test func aFloodNeverTeachesItselfIn() {
        var model = model(normal(1_000, seed: 1))
        let worst = normal(1_000, seed: 2).map { model.score($0.span) }.max() ?? 0
        var last: Float = 0
        for _ in 0..<100_000 { last = model.scoreAndLearn(flood.span) }
        #expect(last > worst)
    }

    /// Each step is close to the one before; the baseline must not follow.
    @Test func aSlowWalkDoesNotMoveTheBaseline() {
        var model = model(normal(1_000, seed: 1))
        let worst = normal(1_000, seed: 2).map { model.score($0.span) }.max() ?? 0
        var last: Float = 0
        for step in 0..<50_000 {
            let part = Float(step) / 50_000
            let row: [Float] = [1_000 * (1 - part), 8 + 60_000 * part, part, 0]
            last = model.scoreAndLearn(row.span)
        }
        #expect(last > worst)
    }

    @Test func attacksInTheStartAreLeftOut() {
        var rows = normal(2_000, seed: 1)
        for index in 0..<80 { rows[index * 25] = flood }
        var model = model(rows)
        let scores = normal(1_000, seed: 2).map { model.scoreAndLearn($0.span) }
        #expect(model.score(flood.span) > scores.max() ?? 0)
    }

    @Test func aKindThatBecameUsualScoresLowerThanAKindThatDidNot() {
        var model = model(normal(1_000, seed: 1))
        let before = model.score(flood.span)
        for _ in 0..<10_000 { _ = model.scoreAndLearn(flood.span) }
        #expect(model.score(flood.span) < before)
    }

    @Test func anotherCategoryCounts() {
        var model = model(normal(1_000, seed: 1))
        #expect(model.score([1_000, 8, 0.05, 1].span) > model.score([1_000, 8, 0.05, 0].span))
        // One that the start did not have says less than a wrong one, but something.
        #expect(model.score([1_000, 8, 0.05, 9].span) > model.score([1_000, 8, 0.05, 0].span))
    }

    /// Distances are summed in parts of many columns: none may be left out, wherever it lies.
    @Test(arguments: [(1, 0), (8, 0), (33, 0), (117, 3), (256, 64), (0, 1), (0, 9)])
    func everyColumnCounts(numbers: Int, categories: Int) throws {
        let columns =
            Array(repeating: RecordSchema.Column.number, count: numbers)
            + Array(repeating: .category, count: categories)
        let schema = try #require(RecordSchema(columns: columns))
        var random = SplitMix(seed: 1)
        let rows = (0..<300).map { _ in
            (0..<columns.count).map { column in
                column < numbers ? Float.random(in: 0...1, using: &random) * Float(column % 7) : 0
            }
        }
        let start = rows.flatMap { $0 }
        var model = RecordModel(schema: schema, start: start.span, seed: 1)
        let changed = columns.indices.map { column in
            var row = rows[7]
            row[column] = column < numbers ? 1e9 : 1
            return row
        }
        let before = [rows[7]].map { model.score($0.span) }[0]
        let after = changed.map { model.score($0.span) }
        #expect(after.indices.filter { after[$0] <= before } == [])
        var decoded = try #require(RecordModel(decoding: model.encoded))
        let scores = rows.map { model.scoreAndLearn($0.span) }
        let again = rows.map { decoded.scoreAndLearn($0.span) }
        #expect(again == scores)
    }

    @Test func theSeedDecidesAllThatIsRandom() {
        func scores(_ seed: UInt64) -> [Float] {
            var model = model(normal(600, seed: 1), seed: seed)
            return normal(3_000, seed: 2).map { model.scoreAndLearn($0.span) }
        }
        #expect(scores(5) == scores(5))
        #expect(scores(5) != scores(6))
    }

    @Test func aSavedModelGoesOnAsIfNothingHadBeen() throws {
        var model = model(normal(600, seed: 1))
        for row in normal(500, seed: 2) { _ = model.scoreAndLearn(row.span) }
        var restored = try #require(RecordModel(decoding: model.encoded))
        #expect(restored.encoded == model.encoded)
        for row in normal(500, seed: 3) + [flood] {
            #expect(restored.scoreAndLearn(row.span) == model.scoreAndLearn(row.span))
        }
    }

    @Test func damagedBytesNeverTrap() {
        let bytes = model(normal(300, seed: 1)).encoded
        for length in stride(from: 0, to: bytes.count, by: 7) {
            #expect(RecordModel(decoding: Array(bytes.prefix(length))) == nil)
        }
        #expect(RecordModel(decoding: bytes + [0]) == nil)
        var random = SplitMix(seed: 1)
        for _ in 0..<2_000 {
            var damaged = bytes
            // The head, where the sizes are, as often as all the rest.
            let end = Bool.random(using: &random) ? 64 : damaged.count
            damaged[Int.random(in: 0..<end, using: &random)] = UInt8.random(in: 0...255, using: &random)
            guard var model = RecordModel(decoding: damaged) else { continue }
            let row = [Float](repeating: 1, count: model.schema.columns.count)
            _ = model.scoreAndLearn(row.span)
            #expect(model.score(row.span).isFinite)
        }
    }

    @Test func noInputTraps() {
        var model = model(normal(300, seed: 1))
        let odd: [Float] = [.nan, .infinity, -.infinity, -1, 0, 65_535, 1e38, .leastNonzeroMagnitude]
        for value in odd {
            #expect(model.scoreAndLearn([value, value, value, value].span).isFinite)
        }
        #expect(model.score([1, 2].span) == 0)
        var empty = RecordModel(schema: schema, start: [Float]().span, seed: 1)
        #expect(empty.scoreAndLearn(flood.span) == 0)
    }

    @Test func memoryStaysAsLargeAsItWas() {
        var model = model(normal(2_000, seed: 1))
        let before = model.encoded.count
        for row in normal(20_000, seed: 2) { _ = model.scoreAndLearn(row.span) }
        #expect(model.encoded.count == before)
    }

    @Test func schemasHaveLimits() {
        #expect(RecordSchema(columns: []) == nil)
        #expect(RecordSchema(columns: Array(repeating: .number, count: 257)) == nil)
        #expect(RecordSchema(columns: Array(repeating: .category, count: 65)) == nil)
        #expect(RecordSchema(columns: Array(repeating: .number, count: 256)) != nil)
    }
}
