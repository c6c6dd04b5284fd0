/// All repeats of a benchmark.
struct Measurement {
    let name: String
    let repeats: [Stopwatch]

    /// One line of JSON: items of a repeat, then nanoseconds an item.
    var json: String {
        let cpu = Self.summary(repeats.map { $0.cpu / Double(max(1, $0.items)) * 1e9 })
        let wall = Self.summary(repeats.map { $0.wall / Double(max(1, $0.items)) * 1e9 })
        let items = repeats.first?.items ?? 0
        return
            #"{"benchmark":"\#(name)","items":\#(items),"repeats":\#(repeats.count),"cpu_ns":\#(cpu),"wall_ns":\#(wall)}"#
    }

    private static func summary(_ times: [Double]) -> String {
        let sorted = times.sorted()
        guard let least = sorted.first, let most = sorted.last else { return "null" }
        let middle = (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
        return #"{"median":\#(tenths(middle)),"min":\#(tenths(least)),"max":\#(tenths(most))}"#
    }

    private static func tenths(_ number: Double) -> Double { (number * 10).rounded() / 10 }
}
