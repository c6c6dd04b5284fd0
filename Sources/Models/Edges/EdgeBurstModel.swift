/// Scores edges (source → destination) by how far the present tick's count is beyond the mean of the ticks before, in the
/// manner of MIDAS-F (Bhatia, Liu, Hooi, Yoon, Shin and Faloutsos, ACM TKDD 2022): count-min sketches of present and total
/// counts of edges, sources and destinations, with a χ² statistic for each, and the greatest of the three as the score.
///
/// Unlike there, a count fades slowly (0.8 a tick), and only what nodes do in a burst is kept out of their totals; an
/// edge's own total takes in everything. 72 kB, whatever the number of nodes; the same seed gives the same scores.
public struct EdgeBurstModel: Sendable {
    /// One counter of a sketch.
    private struct Cell: Sendable {
        /// Of this tick, with what faded of earlier ones.
        var current: Float = 0
        /// Of the ticks before.
        var total: Float = 0
        /// The last score of an edge that was counted here.
        var score: Float = 0
    }

    private static let rows = 2
    private static let columns = 1_024
    private static let cellsOfSketch = rows * columns
    /// What is left of a count after a tick.
    private static let fading: Float = 0.8
    /// Score of a node from which its count is taken for a burst.
    private static let burst: Float = 3_000

    /// Edges, sources, destinations; each of them row after row.
    private var cells = [Cell](repeating: Cell(), count: 3 * EdgeBurstModel.cellsOfSketch)
    private var seeds = InlineArray<6, UInt64>(repeating: 0)
    private var first: Int64?
    /// The present tick, counted from 1.
    private var ticks: Int64 = 1

    public init(seed: UInt64 = 1) {
        var random = SplitMix(seed: seed)
        for place in seeds.indices { seeds[place] = random.next() }
    }

    /// Counts an edge and scores it: 0 and up, higher is stranger; 0 for whatever is seen in its first tick.
    /// A tick is a stretch of time of any fixed length; one earlier than the last counts as the last. O(1) within a tick.
    public mutating func score(source: UInt64, destination: UInt64, tick: Int64) -> Float {
        turn(to: tick)
        let edge = Self.mixed(source &* 0x9E37_79B9_7F4A_7C15) &+ destination
        let burst = count(edge, sketch: 0)
        let ofSource = count(source, sketch: 1)
        return max(burst, ofSource, count(destination, sketch: 2))
    }

    /// Ends the ticks before this one: what was counted in them joins the totals, but for nodes' bursts, for which the mean
    /// is put in. O(cells) where the tick is a new one.
    private mutating func turn(to tick: Int64) {
        guard let first else { return first = tick }
        let (passed, overflow) = tick.subtractingReportingOverflow(first)
        let reached = overflow ? (tick > first ? 1 << 40 : 1) : min(passed, 1 << 40) + 1
        guard reached > ticks else { return }
        let gap = min(reached - ticks, 64)
        let share = Float(reached - ticks) / Float(ticks)
        var left: Float = 1
        for _ in 0..<gap { left *= Self.fading }
        for place in cells.indices {
            let isBurst = place >= Self.cellsOfSketch && cells[place].score >= Self.burst
            cells[place].total += isBurst ? cells[place].total * share : cells[place].current
            cells[place].current *= left
        }
        ticks = reached
    }

    private mutating func count(_ key: UInt64, sketch: Int) -> Float {
        let spread = key &* 0x9E37_79B9_7F4A_7C15
        var places = InlineArray<2, Int>(repeating: 0)
        var current = Float.infinity
        var total = Float.infinity
        for row in 0..<Self.rows {
            let line = sketch * Self.rows + row
            let place = line * Self.columns + Int(Self.mixed(spread ^ seeds[line]) % UInt64(Self.columns))
            cells[place].current += 1
            current = min(current, cells[place].current)
            total = min(total, cells[place].total)
            places[row] = place
        }
        let score = Self.statistic(Double(current), Double(total), Double(ticks))
        for row in 0..<Self.rows { cells[places[row]].score = score }
        return score
    }

    /// χ² of the present count against the mean of `ticks` − 1 ticks that hold `total`.
    private static func statistic(_ current: Double, _ total: Double, _ ticks: Double) -> Float {
        guard total > 0, ticks > 1 else { return 0 }
        let distance = current + total - current * ticks
        return Float(distance * distance / (total * (ticks - 1)))
    }

    private static func mixed(_ value: UInt64) -> UInt64 {
        var mixed = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
