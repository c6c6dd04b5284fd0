/// What came lately: a sample of the last records, normal or not. One record in sixteen takes the place of a
/// random one, so that the sample reaches back some 2,000 records with an even decay.
struct RecordMemory: Equatable, Sendable {
    static let capacity = 128
    /// The rank of the neighbour whose distance says how usual a record is of late.
    static let rank = 8

    private(set) var recent: RecordPoints
    /// The last number drawn, of which the next one is made.
    private(set) var drawn: UInt64

    /// A sample of the baseline to begin with.
    init(baseline: borrowing RecordBaseline, schema: RecordSchema, seed: UInt64) {
        recent = RecordPoints(schema: schema)
        drawn = seed
        let count = baseline.representatives.count
        guard count > 0 else { return }
        for _ in 0..<Self.capacity {
            recent.append(Int(draw() % UInt64(count)), of: baseline.representatives)
        }
    }

    /// From saved parts; nil if they do not belong together.
    init?(recent: RecordPoints, drawn: UInt64) {
        guard recent.count <= Self.capacity else { return nil }
        self.recent = recent
        self.drawn = drawn
    }

    /// The distance to the eighth nearest of the sample, in steps.
    @inline(__always)
    func distance(_ place: Int, of records: borrowing RecordPoints) -> UInt32 {
        var nearest = InlineArray<8, UInt32>(repeating: .max)
        for index in 0..<recent.count {
            let farthest = nearest[Self.rank - 1]
            var candidate = recent.distance(index, place, of: records, below: farthest)
            guard candidate < farthest else { continue }
            // In its place among the nearest, without a branch that could be guessed wrong.
            for rank in nearest.indices {
                let nearer = min(nearest[rank], candidate)
                candidate = max(nearest[rank], candidate)
                nearest[rank] = nearer
            }
        }
        return nearest[Self.rank - 1]
    }

    mutating func learn(_ place: Int, of records: borrowing RecordPoints) {
        let draw = draw()
        guard draw >> 60 == 0 else { return }
        if recent.count < Self.capacity {
            recent.append(place, of: records)
        } else {
            recent.set(Int(draw & UInt64(Self.capacity - 1)), place, of: records)
        }
    }

    private mutating func draw() -> UInt64 {
        var random = SplitMix(seed: drawn)
        drawn = random.next()
        return drawn
    }
}
