/// What is normal, fixed once: the start without its loneliest rows, as at most 256 representatives, each with the
/// radius of its surroundings. No later record changes it, so nobody can walk it towards an attack.
///
/// A record's distance is the least of (distance to a representative + half its radius), a bound on the distance to
/// its k-th neighbour by the triangle inequality, at a tenth of the cost of looking at the whole start.
struct RecordBaseline: Equatable, Sendable {
    /// Of a longer start, so many rows are taken, evenly spread: the choice of representatives takes their square.
    static let maximumStart = 4_096
    static let maximumRepresentatives = 256
    /// So many rows say too little for a choice among them: a rare kind of normal and a foreign one look alike.
    static let unquestioned = 256
    /// The share of the further rows that is left out.
    static let trimmed = 0.05
    /// A kind of record with a smaller share of the start than this counts as lonely.
    static let crowd = 0.05
    /// One neighbour for so many of the further rows makes the radius.
    static let rowsPerNeighbour = 128

    private(set) var representatives: RecordPoints
    /// Half the distance to the k-th neighbour in the start, in steps, for each representative.
    private(set) var radii: [UInt32]

    init(start: borrowing RecordPoints, schema: RecordSchema) {
        let count = start.count
        let further = max(0, count - Self.unquestioned)
        let crowd = Int(Double(count) * Self.crowd)
        let lonely = (0..<count).map { Self.neighbour(crowd, of: $0, in: start, among: nil) }
        // The index decides among equals, so that the order is the same everywhere.
        let order = (0..<count).sorted { (lonely[$0], $0) < (lonely[$1], $1) }
        let kept = order.prefix(count - Int(Double(further) * Self.trimmed)).sorted()
        let neighbours = further / Self.rowsPerNeighbour
        let radius = kept.map { Self.neighbour(neighbours, of: $0, in: start, among: kept) / 2 }

        representatives = RecordPoints(schema: schema)
        radii = []
        // The farthest first (Gonzalez 1985): every kept row is near to one, rare kinds too.
        var gaps = [UInt32](repeating: .max, count: kept.count)
        var next = radius.indices.min { (radius[$0], $0) < (radius[$1], $1) }
        while let chosen = next, gaps[chosen] > 0, radii.count < Self.maximumRepresentatives {
            representatives.append(kept[chosen], of: start)
            radii.append(radius[chosen])
            for index in kept.indices {
                gaps[index] = min(gaps[index], start.distance(kept[index], kept[chosen], of: start, below: gaps[index]))
            }
            next = gaps.indices.max { (gaps[$0], $1) < (gaps[$1], $0) }
        }
    }

    /// From saved parts; nil if they do not belong together.
    init?(representatives: RecordPoints, radii: [UInt32]) {
        guard radii.count == representatives.count, radii.count <= Self.maximumRepresentatives else { return nil }
        self.representatives = representatives
        self.radii = radii
    }

    /// The distance of the record `place` of `records`, in steps; nil without a start. `nearest` is the
    /// representative that is looked at first, and becomes the nearest: what comes next is often near to it too, and
    /// then few others are looked at in full.
    @inline(__always)
    func distance(_ place: Int, of records: borrowing RecordPoints, nearest: inout Int) -> UInt32? {
        guard nearest < radii.count else { return nil }
        let first = nearest
        var least = UInt32.max
        for turn in -1..<radii.count {
            let index = turn < 0 ? first : turn
            guard radii[index] < least else { continue }
            let limit = least - radii[index]
            let distance = representatives.distance(index, place, of: records, below: limit)
            guard distance < limit else { continue }
            least = distance &+ radii[index]
            nearest = index
        }
        return least
    }

    /// The distance to the `rank`-th nearest other record; 0 is the record itself.
    private static func neighbour(
        _ rank: Int, of index: Int, in points: borrowing RecordPoints, among kept: [Int]?
    ) -> UInt32 {
        guard rank > 0 else { return 0 }
        var distances: [UInt32] = []
        for other in 0..<(kept?.count ?? points.count) {
            distances.append(points.distance(index, kept?[other] ?? other, of: points, below: .max))
        }
        distances.sort()
        return distances[min(rank, distances.count - 1)]
    }
}
