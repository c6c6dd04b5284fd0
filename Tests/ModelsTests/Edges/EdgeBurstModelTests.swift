import Models
import Testing

@Suite("The model of bursts of edges")
struct EdgeBurstModelTests {
    /// Steady traffic among some hosts, one edge of each a tick; the scores of the last tick.
    private func steady(_ model: inout EdgeBurstModel, ticks: ClosedRange<Int64>) -> [Float] {
        var last: [Float] = []
        for tick in ticks {
            last = (0..<30 as Range<UInt64>).map { model.score(source: $0, destination: 100 + $0 % 7, tick: tick) }
        }
        return last
    }

    @Test("scores a burst far above what is steady, and the burst does not become normal")
    func burst() {
        var model = EdgeBurstModel(seed: 1)
        let usual = steady(&model, ticks: 1...200).max() ?? 0
        var bursts: [Float] = []
        for tick in 201...260 as ClosedRange<Int64> {
            _ = steady(&model, ticks: tick...tick)
            var highest: Float = 0
            for _ in 0..<500 { highest = max(highest, model.score(source: 3, destination: 103, tick: tick)) }
            bursts.append(highest)
        }
        #expect(bursts.allSatisfy { $0 > 100 * (usual + 1) }, "\(usual), \(bursts)")
        #expect((bursts.last ?? 0) > bursts[0] / 2)
    }

    @Test("scores what is new in its first tick with 0")
    func new() {
        var model = EdgeBurstModel(seed: 1)
        #expect(model.score(source: 1, destination: 2, tick: 5) == 0)
        #expect(model.score(source: 1, destination: 2, tick: 5) == 0)
    }

    @Test("gives the same scores for the same seed, and others for another")
    func seeds() {
        func scores(seed: UInt64) -> [Float] {
            var model = EdgeBurstModel(seed: seed)
            var random = SplitMix(seed: 9)
            return (0..<20_000).map { row in
                model.score(
                    source: .random(in: 0..<5_000, using: &random), destination: .random(in: 0..<5_000, using: &random),
                    tick: Int64(row / 100))
            }
        }
        #expect(scores(seed: 1) == scores(seed: 1))
        #expect(scores(seed: 1) != scores(seed: 2))
    }

    @Test("takes any tick and any node: leaps, steps back, the ends of the numbers")
    func anything() {
        var model = EdgeBurstModel(seed: 1)
        for tick in [0, .min, .max, 7, .min, .max, -1] as [Int64] {
            for node in [0, .max, 1 << 63] as [UInt64] {
                #expect(model.score(source: node, destination: ~node, tick: tick).isFinite)
            }
        }
    }
}
