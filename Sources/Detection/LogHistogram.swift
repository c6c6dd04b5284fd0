/// Counts of non-negative numbers in 256 classes, four to each doubling of 1 + x: a quantile sketch that is at most 20 % of
/// 1 + x too low, in constant memory.
///
/// The counts are kept as a Fenwick tree (Fenwick, Software: Practice and Experience 1994), so that taking in a number and
/// asking for a share or the median visit eight places at most.
package struct LogHistogram: Sendable {
    private static let classes = 256
    /// Place i, from 1, holds the sum of the classes i − lowbit(i) ..< i.
    private var tree = [UInt32](repeating: 0, count: LogHistogram.classes + 1)
    private var total: UInt32 = 0
    private var greatest = 0

    package init() {}

    /// Takes one number in; what is no number counts as 0. O(1).
    package mutating func add(_ value: Double) {
        if total == .max { fade() }
        let index = Self.index(of: value)
        add(1, to: index)
        greatest = max(greatest, index)
    }

    /// −log₂ of the share of numbers at least as great. O(1).
    package func rarity(of value: Double) -> Double {
        let index = Self.index(of: value)
        if index == 0 { return 0 }
        let above = total - sum(below: index)
        return Self.log2((Double(total) + 1) / (Double(above) + 1))
    }

    /// The share of numbers in lower classes, counting the one that is asked about as a number too: 0 ..< 1. O(1).
    package func shareBelow(_ value: Double) -> Double {
        Double(sum(below: Self.index(of: value))) / (Double(total) + 1)
    }

    /// At least four times the greatest number, give or take a class.
    package func isFarBeyond(_ value: Double) -> Bool { Self.index(of: value) >= greatest + 8 }

    /// The lower end of the class that the median lies in; 0 where there is none. O(1).
    package var median: Double {
        guard total > 0 else { return 0 }
        var place = 0
        var seen: UInt64 = 0
        var step = Self.classes / 2
        while step > 0 {
            let sum = seen + UInt64(tree[place + step])
            if sum * 2 <= UInt64(total) { (place, seen) = (place + step, sum) }
            step /= 2
        }
        return Self.value(of: place)
    }

    /// Halves every count: what was seen once is forgotten, and with it how great it was. O(classes).
    package mutating func fade() {
        let counts = (0..<Self.classes).map { (sum(below: $0 + 1) - sum(below: $0)) / 2 }
        self = LogHistogram()
        for (index, count) in counts.enumerated() where count > 0 {
            add(count, to: index)
            greatest = index
        }
    }

    private mutating func add(_ count: UInt32, to index: Int) {
        total += count
        var place = index + 1
        while place <= Self.classes {
            tree[place] += count
            place += place & -place
        }
    }

    private func sum(below index: Int) -> UInt32 {
        var sum: UInt32 = 0
        var place = index
        while place > 0 {
            sum += tree[place]
            place &= place - 1
        }
        return sum
    }

    private static func index(of value: Double) -> Int {
        // The order matters: `min` and `max` give their first argument back where the other is not a number.
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
