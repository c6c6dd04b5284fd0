/// Up to 32 values in place, in seconds or as shares.
struct Series {
    private var values = InlineArray<32, Float>(repeating: 0)
    private(set) var count = 0

    /// Adds a value where there is room.
    mutating func append(_ value: Float) {
        guard count < 32 else { return }
        values[count] = value
        count += 1
    }

    subscript(index: Int) -> Float { values[index] }

    /// By insertion: they are few, and often nearly in order.
    func sorted() -> Series {
        var sorted = self
        for index in 1..<max(1, count) {
            let value = sorted.values[index]
            var place = index
            while place > 0, sorted.values[place - 1] > value {
                sorted.values[place] = sorted.values[place - 1]
                place -= 1
            }
            sorted.values[place] = value
        }
        return sorted
    }

    /// Sums of two neighbours each, the latest ones first: what two intervals in turn keep constant.
    func summedInTurn() -> Series {
        var sums = Series()
        var index = count - 2
        while index >= 0 {
            sums.append(values[index] + values[index + 1])
            index -= 2
        }
        return sums
    }

    /// Of a sorted series: where the narrowest range of `size` values begins, as a ratio of its ends.
    func narrowest(_ size: Int) -> Int {
        var (best, first) = (Float.infinity, 0)
        for index in 0...(count - size) {
            let ratio = values[index + size - 1] / values[index]
            if ratio < best { (best, first) = (ratio, index) }
        }
        return first
    }

    func mean(from first: Int, _ size: Int) -> Double {
        var sum = 0.0
        for index in first..<first + size { sum += Double(values[index]) }
        return sum / Double(size)
    }

    /// Mean distance from `center` as a share of it.
    func deviation(from first: Int, _ size: Int, _ center: Double) -> Double {
        var sum = 0.0
        for index in first..<first + size { sum += abs(Double(values[index]) - center) }
        return sum / Double(size) / center
    }
}
