/// Counts of non-negative numbers in 256 classes, four to each doubling of 1 + x: a quantile sketch with a relative error
/// below 19 %, in constant memory.
struct LogHistogram: Sendable {
    private static let classes = 256
    private var counts = [UInt32](repeating: 0, count: LogHistogram.classes)
    private var total: UInt64 = 0
    private var greatest = 0

    /// Takes one number in. O(1).
    mutating func add(_ value: Double) {
        let index = Self.index(of: value)
        counts[index] = counts[index] == .max ? .max : counts[index] + 1
        total += 1
        greatest = max(greatest, index)
    }

    /// −log₂ of the share of numbers at least as great.
    func rarity(of value: Double) -> Double {
        var above: UInt64 = 0
        let index = Self.index(of: value)
        if index == 0 { return 0 }
        for place in index..<Self.classes { above += UInt64(counts[place]) }
        return Self.log2(Double(total + 1) / Double(above + 1))
    }

    /// The share of numbers in lower classes, counting the one that is asked about as a number too.
    func shareBelow(_ value: Double) -> Double {
        var below: UInt64 = 0
        for place in 0..<Self.index(of: value) { below += UInt64(counts[place]) }
        return Double(below) / Double(total + 1)
    }

    /// At least four times the greatest number, give or take a class.
    func isFarBeyond(_ value: Double) -> Bool { Self.index(of: value) >= greatest + 8 }

    /// The lower end of the class that the median lies in.
    var median: Double {
        var seen: UInt64 = 0
        for place in 0..<Self.classes {
            seen += UInt64(counts[place])
            if seen * 2 > total { return Self.value(of: place) }
        }
        return 0
    }

    /// Halves every count.
    mutating func fade() {
        total = 0
        for place in 0..<Self.classes {
            counts[place] /= 2
            total += UInt64(counts[place])
        }
    }

    private static func index(of value: Double) -> Int {
        let shifted = 1 + max(0, min(value, 1e15))
        let quarter = Int((shifted.significand - 1) * 4)
        return min(classes - 1, Int(shifted.exponent) * 4 + quarter)
    }

    private static func value(of index: Int) -> Double {
        Double(sign: .plus, exponent: index / 4, significand: 1 + Double(index % 4) / 4) - 1
    }

    /// Piecewise linear in the significand, exact at powers of two; within 0.09 of log₂.
    private static func log2(_ value: Double) -> Double {
        Double(value.exponent) + value.significand - 1
    }
}
